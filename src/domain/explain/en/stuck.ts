import type { Wording } from '../wording';

/** English: why a person must look, and what helps. */
export const EN_STUCK: Wording['stuck'] = {
  DECISION_ESCALATED: {
    cause: 'a decision was escalated and nobody has ruled on it in time',
    lever: 'Lever arbitrate: approve, or let the order go ahead',
  },
  INTERCEPTION_UNKNOWN: {
    cause: 'the carrier does not say whether the parcel was stopped',
    lever: 'Ask the carrier, then lever resolveInterception with what it says',
  },
  PARCEL_NOT_STOPPED: {
    cause: 'the parcel could not be stopped and the policy leaves it to a person',
    lever: 'Lever recordReturn once the parcel is back, or resolveInterception with what the carrier says',
  },
  REFUND_FAILED: {
    cause: 'a channel refused a refund for good; no money moved',
    lever:
      'Lever retryRefund for a new try to the same payment, chooseAlternateRoute for another way with consent, or ' +
      'recordManualRefund once it was paid back by hand',
  },
  REFUND_UNRESOLVED: {
    cause: 'a channel does not say whether a refund went through',
    lever: 'Do not refund by hand. Look it up in the channel, then lever retryStep: it asks again under the same key',
  },
  REFUND_BLOCKED: {
    cause: 'a channel holds a refund up, often for lack of balance',
    lever: 'Free it in the channel (top up, unlock), then lever retryStep',
  },
  REFUND_DISPUTED: {
    cause: "the customer's bank disputes the payment; refunding it too would pay twice",
    lever: 'Answer the dispute at the channel; once it has ended, lever retryStep',
  },
  REFUND_RETURNED: {
    cause: 'a refund that had arrived came back; the money is owed again',
    lever: 'Ask the customer for another way, record their consent, then lever chooseAlternateRoute',
  },
  CAPTURE_IN_FLIGHT: {
    cause: 'a payment is being captured and its channel does not say how that ended',
    lever: 'Look it up in the channel; once it has ended, lever retryStep reads it again',
  },
  REFUND_MISMATCH: {
    cause: "a channel's answer names another amount or payment than was asked",
    lever: "Compare with the channel's own record first; once it agrees, lever retryStep asks again",
  },
  COMPENSATION_FAILED: {
    cause: 'a hold could not be undone',
    lever: 'See that the shop can be reached, then lever retryStep',
  },
  SHOP_NOT_CLOSED: {
    cause: "the shop's own order does not read cancelled yet",
    lever: 'See that the shop can be reached and the order is not locked there, then lever retryStep',
  },
  STEP_FAILED: {
    cause: 'a step failed in a way that trying again does not cure',
    lever: 'Read the failure of the step, remove its cause, then lever retryStep',
  },
};
