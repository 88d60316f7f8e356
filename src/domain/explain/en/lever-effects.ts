import type { LeverKind } from '../../lever';

/** English: what pulling each lever does, before it is pulled. docs/levers.md has the same words. */
export const EN_LEVER_EFFECTS: Readonly<Record<LeverKind, string>> = {
  retryStep: 'Runs the step that is stuck once more.',
  retryRefund: 'Sends the amount once more to where it was paid from, as a new refund; the failed one stays on record.',
  recordManualRefund: 'Records that you have paid this amount by hand; Rescind will not send it again.',
  chooseAlternateRoute:
    'Asks for a bank transfer or store credit instead, with the customer’s consent; nothing moves until a second person allows it.',
  approveRoute:
    'Allows what another person asked for, and the money goes the other way; or refuses it, and nothing moves.',
  resolveInterception: 'Says what became of a parcel that the carrier is silent about; it goes on from there.',
  recordReturn: 'Records that the parcel is back; the refund begins.',
  arbitrate: 'Decides in the merchant’s place: approved, it goes on to the refund; upheld, the order goes ahead.',
  extendDeadline: 'Gives the merchant more time to decide; the customer reads the new deadline.',
  reopen: 'Asks that this rejection is decided again, by an arbiter; nothing happens until a second person allows it.',
  approveReopening:
    'Allows what another person asked for, and an arbiter decides it again in a new cancellation; or refuses it, and all stays as it was.',
};
