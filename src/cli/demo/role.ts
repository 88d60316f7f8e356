import type { Policy } from '../../domain/policy';
import type { Selection } from '../../domain/quote';
import type { NewOrder } from '../../ports/order-book';
import type { RefundFault } from '../sandboxes/faults';

/** What the merchants that answer, or the customer, do. */
export type Story = 'APPROVED' | 'REJECTED' | 'WITHDRAWN';

export type ExpectedOutcome = 'SETTLED' | 'REJECTED' | 'WITHDRAWN' | 'NOT_STOPPED';

/** One order of a demo and what happens to it. */
export interface DemoRole {
  readonly order: NewOrder;
  readonly story: Story;
  /** Left out: the whole order. */
  readonly selection?: Selection;
  /** Merchants of this order that never answer: their policy's deadline decides. */
  readonly silent: readonly string[];
  readonly fault?: RefundFault;
  /** What support does about a refused refund. */
  readonly lever?: 'retryRefund' | 'recordManualRefund';
  readonly expected: ExpectedOutcome;
}

export interface Cast {
  readonly roles: readonly DemoRole[];
  readonly policies: ReadonlyMap<string, Omit<Policy, 'version'>>;
}
