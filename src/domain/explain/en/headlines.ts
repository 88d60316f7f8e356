import type { Facts, Headlines } from '../wording';

function done({ whole }: Facts): string {
  return whole ? 'Cancelled' : 'Cancelled in part';
}

/** English headlines: who acts, until when, and what happens by itself. */
export const EN_HEADLINES: Headlines = {
  REQUESTED: {
    support: ({ orderId, clock }) => `Rescind is checking whether order ${orderId} may be cancelled${clock}`,
    merchant: ({ orderId, clock }) => `A cancellation of order ${orderId} was asked for and is being checked${clock}`,
    customer: ({ clock }) => `We have your request and are checking it${clock}`,
  },
  DENIED: {
    support: ({ denial }) => `Denied: ${denial}`,
    merchant: ({ denial }) => `Denied, nothing to do: ${denial}`,
    customer: ({ denial }) => `This can't be cancelled: ${denial}`,
  },
  AWAITING_DECISION: {
    support: ({ merchants, clock }) => `Waiting for ${merchants}${clock}`,
    merchant: ({ orderId, clock }) => `Your decision on order ${orderId} is needed${clock}`,
    customer: ({ clock }) => `The merchant decides on your request${clock}`,
  },
  OFFERED: {
    support: ({ clock }) => `Waiting for the customer to answer the merchant's offer${clock}`,
    merchant: ({ clock }) => `The customer is considering your offer${clock}`,
    customer: ({ clock }) => `The merchant made you an offer; please answer${clock}`,
  },
  REJECTED: {
    support: 'Rejected by the merchant; the order goes ahead and no money moved',
    merchant: 'You rejected this; please fulfill the order',
    customer: 'The merchant did not agree to cancel; your order goes ahead',
  },
  ARBITRATION: {
    support: ({ clock }) => `Waiting for an arbiter's decision${clock}`,
    merchant: ({ clock }) => `An arbiter decides on this cancellation${clock}`,
    customer: ({ clock }) => `We are deciding on your request ourselves${clock}`,
  },
  UPHELD: {
    support: 'The rejection was upheld; the order goes ahead and no money moved',
    merchant: 'Your rejection was upheld; please fulfill the order',
    customer: 'We looked at your request again and the answer stays no; your order goes ahead',
  },
  WITHDRAWN: {
    support: ({ offerAccepted }) =>
      offerAccepted
        ? "The customer accepted the merchant's offer; the order goes ahead, and the shop owes what was offered"
        : 'Withdrawn; the order goes ahead and no money moved',
    merchant: ({ offerAccepted }) =>
      offerAccepted
        ? 'The customer accepted your offer; please fulfill the order and what you offered'
        : 'The customer withdrew the request; please fulfill the order',
    customer: ({ offerAccepted }) =>
      offerAccepted
        ? 'You accepted the offer; your order goes ahead, and the shop sees to what was offered'
        : 'You withdrew the request; your order goes ahead',
  },
  INTERCEPTING: {
    support: ({ clock }) => `Waiting for the carrier to stop the parcel${clock}`,
    merchant: ({ clock }) => `Approved; the carrier is asked to stop the parcel, please do not ship${clock}`,
    customer: ({ clock }) => `Approved; the carrier is asked to stop your parcel${clock}`,
  },
  NOT_STOPPED: {
    support: 'The parcel could not be stopped; the order goes ahead and no money moved',
    merchant: 'The parcel could not be stopped; the order goes ahead',
    customer: 'Your parcel could not be stopped and is on its way to you; nothing was cancelled',
  },
  AWAITING_RETURN: {
    support: ({ clock }) => `Waiting for the carrier to bring the parcel back${clock}`,
    merchant: ({ clock }) => `The parcel is on its way back; please record its arrival${clock}`,
    customer: ({ clock }) => `Your refund starts when the parcel is back with the merchant; we wait${clock}`,
  },
  REFUNDING: {
    support: (facts) =>
      facts.returnsMoney
        ? `Returning ${facts.refund}: channels have taken on ${facts.legsAccepted} of ${facts.legs} payments back${facts.clock}`
        : `Closing the order; there is no money to return${facts.clock}`,
    merchant: ({ clock }) => `Approved; Rescind is cancelling the order, please do not ship${clock}`,
    customer: ({ returnsMoney, refund, clock }) =>
      returnsMoney
        ? `Approved; we are sending ${refund} back to you${clock}`
        : `Approved; we are closing your order${clock}`,
  },
  CLOSED: {
    support: (facts) =>
      `${done(facts)}; ${facts.returnsMoney ? `waiting for the channels to finish the refund of ${facts.refund}` : 'no money to return'}${facts.clock}`,
    merchant: (facts) => `${done(facts)}; nothing more for you to do`,
    customer: (facts) =>
      facts.returnsMoney
        ? `${done(facts)}; your refund of ${facts.refund} is on its way`
        : `${done(facts)}; nothing was charged`,
  },
  SETTLED: {
    support: (facts) =>
      facts.returnsMoney ? `${done(facts)} and refunded: ${facts.refund}` : `${done(facts)}; no money to return`,
    merchant: (facts) => `${done(facts)} and settled; nothing more for you to do`,
    customer: (facts) =>
      facts.returnsMoney ? `${done(facts)}, and ${facts.refund} refunded` : `${done(facts)}; nothing was charged`,
  },
  REPAIRING: {
    support: ({ clock }) => `Money moved after the end; Rescind is putting it right${clock}`,
    merchant: 'Cancelled; a payment is being put right, nothing for you to do',
    customer: ({ clock }) => `Cancelled; a payment came back to us and we are sending it again${clock}`,
  },
  NEEDS_HUMAN: {
    support: ({ stuck }) => `Needs a person: ${stuck}`,
    merchant: 'Support is looking at this cancellation; please do not ship',
    customer: 'Our support is looking at your request; you need not do anything',
  },
};
