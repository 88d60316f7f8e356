import type { Escalated } from '../domain/arbitration';
import type { Actor } from '../domain/cancellation';
import type { EvidenceRef } from '../domain/lever';
import type { Refusal } from '../domain/refusals';
import type { CancellationRef } from './cancellation-book';

/** A rejection taken to arbitration, and what people show and write beside it; free words stay in the database. */
export interface EscalationBook {
  /**
   * May this rejection be taken to arbitration by this one, now? What was opened for it before by the same is `opened`,
   * and may be asked for again. Refused with CANCELLATION_NOT_FOUND, ROLE_NOT_ALLOWED, ESCALATION_NOT_POSSIBLE,
   * ESCALATION_WINDOW_PASSED or ALREADY_ESCALATED.
   */
  readonly prepare: (
    input: CancellationRef & { readonly actor: Actor },
  ) => Promise<
    | { readonly outcome: 'allowed'; readonly escalated: Escalated }
    | { readonly outcome: 'opened'; readonly cancellationId: string }
    | Refusal
  >;
  /** Keeps why it is taken there. */
  readonly keepReason: (
    input: CancellationRef & { readonly text: string; readonly actor: Actor },
  ) => Promise<{ readonly outcome: 'kept' }>;
  /**
   * Keeps what an arbiter writes to a ruling that he is about to give. Does nothing where none is to be given any more.
   */
  readonly keepRulingNote: (
    input: CancellationRef & { readonly merchantId: string; readonly text: string; readonly actor: Actor },
  ) => Promise<{ readonly outcome: 'kept' | 'not_open' }>;
  /**
   * Shows a document until the cancellation has ended, and after a rejection as long as that may be taken to
   * arbitration. Refused with CANCELLATION_NOT_FOUND or CANCELLATION_ENDED.
   */
  readonly addEvidence: (
    input: CancellationRef & {
      readonly actor: Actor;
      readonly merchantId?: string;
      readonly evidence: EvidenceRef & { readonly note?: string };
    },
  ) => Promise<{ readonly outcome: 'added'; readonly evidenceId: string } | Refusal>;
}
