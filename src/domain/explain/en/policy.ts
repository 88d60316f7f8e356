import type { FeeWords, PolicyWording } from '../policy-wording';

const WHY = 'where the reason is yours, such as a changed mind';

/** English: what a merchant's policy means for whoever orders. */
export const EN_POLICY: PolicyWording = {
  duration: (count, unit) => `${count} ${unit}${count === 1 ? '' : 's'}`,
  minorUnits: (amount) => `${amount} of the smallest unit of the order's currency`,
  statutory: (within) =>
    `Within ${within} of ordering you have a right to withdraw: nobody has to approve it and no fee is kept.`,
  requestWindow: (within) =>
    within === undefined
      ? 'You may ask to cancel at any time before delivery.'
      : `You may ask to cancel within ${within} of ordering.`,
  grace: (within) => `Within ${within} of ordering a cancellation is approved at once, without a fee.`,
  approval: (isNeeded) =>
    isNeeded ? 'The merchant decides on your request.' : 'Nobody has to approve your request: it is granted at once.',
  decision: (within, businessHoursOnly) =>
    `The merchant has ${within} to decide${businessHoursOnly ? ', counted in its opening hours only' : ', counted around the clock'}.`,
  onTimeout: {
    APPROVE: 'If the merchant does not answer in time, your request is approved automatically.',
    REJECT: 'If the merchant does not answer in time, your request is rejected automatically.',
    ESCALATE: 'If the merchant does not answer in time, a person of the platform decides.',
  },
  extension: (by) => `The merchant may take up to ${by} more, once.`,
  offer: (within) =>
    `The merchant may make you an offer instead; you have ${within} to answer, and declining it takes nothing from your request.`,
  escalation: (within) =>
    within === undefined
      ? 'If the merchant says no, that is final.'
      : `If the merchant says no, you may ask for arbitration within ${within}.`,
  arbitration: (within) => `An arbiter rules within ${within}.`,
  onArbitrationTimeout: {
    NEEDS_HUMAN: 'If the arbiter does not rule in time, a person looks into it.',
    APPROVED: 'If the arbiter does not rule in time, the cancellation is approved.',
    UPHELD: 'If the arbiter does not rule in time, the merchant’s no stands.',
  },
  maxRequests: (count) =>
    count === 1 ? 'You may ask once for an order.' : `You may ask ${count} times for an order at most.`,
  parts: (areCancellable) =>
    areCancellable ? 'You may cancel all of an order or some of its items.' : 'Only a whole order can be cancelled.',
  intercept: (inTransit) =>
    inTransit
      ? 'A parcel that is already on its way is stopped if the carrier can.'
      : 'What the carrier already has can no longer be cancelled.',
  onNotStopped: {
    END: 'If a parcel can’t be stopped, its items are not cancelled.',
    AWAIT_RETURN: 'If a parcel can’t be stopped, the refund begins once it has come back.',
    NEEDS_HUMAN: 'If a parcel can’t be stopped, a person decides what happens.',
  },
  comesBackWithin: (within) => `It has ${within} to come back.`,
  shippingFee: {
    NONE: 'If only some items are cancelled, shipping is not returned.',
    PRORATED: 'If only some items are cancelled, their share of the shipping is returned.',
  },
  tenderOrder: {
    PROPORTIONAL: 'If you paid in several ways, each gets its share back.',
    GIFT_FIRST: 'If you paid in several ways, gift cards and store credit are paid back first.',
    CARD_FIRST: 'If you paid in several ways, cards are paid back first.',
    REVERSE_OF_PAYMENT: 'If you paid in several ways, what paid last is paid back first.',
  },
  stock: {
    RELEASE: 'Cancelled items go back on sale at once.',
    RETURN_TO_SHELF: 'Cancelled items go back on sale once they are on the shelf again.',
    WRITE_OFF: 'Cancelled items are not sold again.',
  },
  noFee: 'No cancellation fee is kept.',
  fee: (step) => `${beginning(step)} ${amountOf(step)} is kept as a fee ${WHY}${ending(step)}.`,
  coupons: {
    RETURN: 'Coupons that you used come back.',
    KEEP: `Coupons that you used do not come back ${WHY}.`,
  },
  pointsSpent: {
    RETURN: 'Points that you spent come back.',
    KEEP: `Points that you spent do not come back ${WHY}.`,
  },
  pointsEarned: {
    CLAW_BACK: 'Points and coupons that the order earned you are taken back.',
    KEEP: 'Points and coupons that the order earned you are yours to keep.',
  },
  extendDays: (days) => `What lapsed meanwhile is good for ${days} more.`,
};

function beginning({ from }: FeeWords): string {
  return from === undefined ? 'From the beginning' : `From ${from} after ordering`;
}

function amountOf({ percent, fixed }: FeeWords): string {
  if (percent === undefined) return fixed ?? '';
  return fixed === undefined ? percent : `${percent} and ${fixed}`;
}

function ending({ cap }: FeeWords): string {
  return cap === undefined ? '' : `, ${cap} at most`;
}
