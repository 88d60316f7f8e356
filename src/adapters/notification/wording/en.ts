import type { MailWording } from './mail-wording';

/** English mails. */
export const EN_MAILS: MailWording = {
  language: 'en',
  subjects: {
    REQUEST_RECEIVED: ({ orderId }) => `We have your request to cancel order ${orderId}`,
    APPROVED: ({ orderId }) => `Your request to cancel order ${orderId} was approved`,
    REJECTED: ({ orderId }) => `Your request to cancel order ${orderId} was not approved`,
    NOT_POSSIBLE: ({ orderId }) => `Order ${orderId} can not be cancelled`,
    OFFER_MADE: ({ orderId }) => `An offer for your order ${orderId}`,
    NOT_STOPPED: ({ orderId }) => `The parcel of order ${orderId} could not be stopped`,
    REFUND_SENT: ({ orderId, whole, returnsMoney }) =>
      `Order ${orderId} is cancelled${whole ? '' : ' in part'}${returnsMoney ? ', your refund is on its way' : ''}`,
    REFUND_SETTLED: ({ orderId }) => `Your refund for order ${orderId} was paid`,
    NEEDS_ATTENTION: ({ orderId }) => `Your cancellation of order ${orderId} takes longer`,
    WITHDRAWN: ({ orderId }) => `Your order ${orderId} goes ahead`,
    DECISION_ASKED: ({ orderId }) => `Please decide: cancellation of order ${orderId}`,
    DECISION_REMINDER: ({ orderId }) => `Reminder, please decide: cancellation of order ${orderId}`,
    DECIDED_BY_TIMEOUT: ({ orderId }) => `The cancellation of order ${orderId} was decided without you`,
    REQUEST_WITHDRAWN: ({ orderId }) => `Order ${orderId} goes ahead`,
    GUEST_CODE: ({ orderId }) => `Your code for order ${orderId}`,
  },
  leads: {
    REQUEST_RECEIVED: 'We write again when something happens. Until then you need not do anything.',
    APPROVED: '',
    REJECTED: '',
    NOT_POSSIBLE: '',
    OFFER_MADE: 'You decide. If you decline, the merchant decides on your request.',
    NOT_STOPPED: '',
    REFUND_SENT: '',
    REFUND_SETTLED: 'If you can not find it on your account, show the reference to your bank or payment provider.',
    NEEDS_ATTENTION: 'Something takes longer than it should. Our support sees to it; you need not do anything.',
    WITHDRAWN: '',
    DECISION_ASKED: 'The page shows all that you need to decide. Opening it decides nothing.',
    DECISION_REMINDER: 'Half of your time is over. Opening the page decides nothing.',
    DECIDED_BY_TIMEOUT: 'Your time to decide was over, so that it was decided as your policy says.',
    REQUEST_WITHDRAWN: '',
    GUEST_CODE:
      'It is good for ten minutes, once. Nobody of ours will ever ask you for it. If you did not ask for it, you need not do anything.',
  },
  greeting: (name) => (name === undefined ? 'Hello,' : `Hello ${name},`),
  itIsAbout: 'It is about:',
  item: ({ name, quantity }) => `${quantity} × ${name}`,
  planned: 'If it is approved, you get:',
  arrives: ([soonest, latest], inBusinessDays) => {
    if (latest === 0) return 'at once';
    const days = soonest === latest ? String(latest) : `${soonest} to ${latest}`;
    return `within ${days} ${inBusinessDays ? 'business ' : ''}${latest === 1 ? 'day' : 'days'} after it was sent`;
  },
  openOrder: 'See your order and what you can do',
  openDecision: 'Open the request',
  codeIs: 'Your code is:',
  whyYou: {
    customer:
      'You get this because this address was given with the order. The link is for you alone: do not pass it on.',
    merchant:
      'You get this because your address is one of the merchant’s. The link is for you alone: do not pass it on.',
    code: 'You get this because somebody asked for a code for this order.',
  },
};
