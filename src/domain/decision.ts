import type { Actor } from './cancellation';
import type { StockRule } from './policy';

export type DecisionOutcome = 'APPROVED' | 'REJECTED' | 'ESCALATED';

/** How a decision came: who was first is one row in the database. RULE: no question had to be asked. */
export type DecisionDoor = 'API' | 'UPDATE' | 'SIGNAL' | 'TIMEOUT' | 'RULE' | 'LEVER';

/** Coded reasons of a merchant who rejects. */
export const REJECTION_REASONS = [
  'ALREADY_SHIPPED',
  'IN_PRODUCTION',
  'CUSTOM_MADE',
  'SERVICE_STARTED',
  'OTHER',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** One merchant's decision on its part of a cancellation. */
export interface Decision {
  readonly merchantId: string;
  readonly outcome: DecisionOutcome;
  readonly door: DecisionDoor;
  readonly actor: Actor;
  /** When it was received: the API's clock, or for a bare signal that of the task that handled it. ISO 8601. */
  readonly receivedAt: string;
  readonly rejectionReason?: RejectionReason;
  /** An approval of these units alone; the rest of the part is rejected. */
  readonly lines?: readonly ApprovedLine[];
  /** The merchant's own choice of what becomes of its units' stock, in place of the policy's rule. */
  readonly restock?: StockRule;
}

/** So many units of a line, by their order in it. */
export interface ApprovedLine {
  readonly lineId: string;
  readonly quantity: number;
}

/** Does a decision received at `receivedAt` count against this deadline? At the very deadline it still does. */
export function inTime(receivedAt: Date, deadline: Date): boolean {
  return receivedAt.getTime() <= deadline.getTime();
}
