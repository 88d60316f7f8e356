import type { Escalated } from '../domain/arbitration';
import type { Actor, CancellationState } from '../domain/cancellation';
import type { Refusal } from '../domain/refusals';
import type { CancellationRef } from './cancellation-book';

/** Ended cancellations that one person wants decided again, and another allows; why, stays in the database. */
export interface ReopeningBook {
  /**
   * Asks for it; the same person asking again gets the same approval, with what was written last. Refused with ROLE_NOT_ALLOWED,
   * CANCELLATION_NOT_FOUND, ALREADY_ESCALATED, or LEVER_NOT_APPLICABLE (the details name the state, or the approval that somebody has asked for).
   */
  readonly ask: (
    input: CancellationRef & { readonly reason: string; readonly actor: Actor },
  ) => Promise<{ readonly outcome: 'asked'; readonly approvalId: string; readonly state: CancellationState } | Refusal>;
  /**
   * Another person decides. `closed`: refused, and nothing else happens. `allowed`: the request that decides it again may be opened. `opened`: it
   * is there already. The same decision again gets the same, so that one that was allowed and not opened can still be. Refused with
   * ROLE_NOT_ALLOWED, CANCELLATION_NOT_FOUND, APPROVAL_NOT_FOUND, SECOND_PERSON_NEEDED, ALREADY_ESCALATED, or LEVER_NOT_APPLICABLE (the details
   * name the state, or how it was decided).
   */
  readonly decide: (
    input: CancellationRef & {
      readonly approvalId: string;
      readonly decision: 'APPROVED' | 'REFUSED';
      readonly actor: Actor;
    },
  ) => Promise<
    | { readonly outcome: 'closed'; readonly state: CancellationState }
    | { readonly outcome: 'allowed'; readonly state: CancellationState; readonly escalated: Escalated }
    | { readonly outcome: 'opened'; readonly state: CancellationState; readonly cancellationId: string }
    | Refusal
  >;
}
