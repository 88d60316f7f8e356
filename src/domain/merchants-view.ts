import type { CancellationView } from './cancellation-view';
import type { TimeoutOutcome } from './policy';

/** When and how a merchant's own part is decided if it does nothing. */
export interface OwnClock {
  readonly merchantId: string;
  readonly onTimeout?: TimeoutOutcome;
}

/** What a merchant may be told of a cancellation: its own part and its clock, nobody else's, and no payments. */
export function merchantsView(view: CancellationView, { merchantId, onTimeout }: OwnClock): CancellationView {
  const { deadline: _deadline, onTimeout: _onTimeout, offer, evidence: _evidence, ...rest } = view;
  const parts = view.parts.filter((part) => part.merchantId === merchantId);
  const deadline = parts.find(({ decision }) => decision === 'PENDING')?.deadline;
  return {
    ...rest,
    parts,
    legs: [],
    ...(offer?.merchantId === merchantId ? { offer } : {}),
    ...(deadline === undefined ? {} : { deadline, ...(onTimeout === undefined ? {} : { onTimeout }) }),
  };
}
