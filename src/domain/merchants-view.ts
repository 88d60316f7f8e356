import type { CancellationView } from './cancellation-view';
import type { TimeoutOutcome } from './policy';

/** When and how a merchant's own part is decided if it does nothing. */
export interface OwnClock {
  readonly merchantId: string;
  readonly onTimeout?: TimeoutOutcome;
}

/**
 * A cancellation with one merchant's amounts in place of all: where others have a part, what comes back for its own units, and no fee, which belongs to
 * the whole. An offer is told to whose it is.
 */
export function ownAmounts(view: CancellationView, merchantId: string): CancellationView {
  const { shares = {}, offer, ...rest } = view;
  const told = { ...rest, ...(offer?.merchantId === merchantId ? { offer } : {}) };
  if (view.parts.every((part) => part.merchantId === merchantId)) return told;
  const { giftSpent: _giftSpent, ...own } = told;
  return { ...own, refund: shares[merchantId] ?? 0, fee: 0 };
}

/** What a merchant may be told of a cancellation: its own part, its amounts and its clock, nobody else's, and no payments. */
export function merchantsView(view: CancellationView, { merchantId, onTimeout }: OwnClock): CancellationView {
  const { deadline: _deadline, onTimeout: _onTimeout, evidence: _evidence, ...rest } = ownAmounts(view, merchantId);
  const parts = view.parts.filter((part) => part.merchantId === merchantId);
  const deadline = parts.find(({ decision }) => decision === 'PENDING')?.deadline;
  return {
    ...rest,
    parts,
    legs: [],
    ...(deadline === undefined ? {} : { deadline, ...(onTimeout === undefined ? {} : { onTimeout }) }),
  };
}
