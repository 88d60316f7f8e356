import type { CreditNote } from '../domain/credit-note';
import type { CancellationView } from '../domain/cancellation-view';
import type { AnyLever, EvidenceRef } from '../domain/lever';
import type { Refusal } from '../domain/refusals';
import type { RequestAccepted } from '../domain/request';
import type { RunHistory } from '../client/fetch-history';
import type { WrittenDecision } from '../client/http-door';
import type { OfferAnswer } from '../client/temporal-door';
import type { OfferTerms } from '../domain/offer';
import type { RequestAsk } from '../client/to-request';
import type { CancellationListItem, TimelineEntry } from '../ports/cancellation-reader';
import type { QuoteAnswer } from '../sdk/generated/api-types';
import type { ListFilter } from '../sdk/http-client';

/** What the command line asks of the client: refusals are values, an unreachable part is thrown. */
export interface CancellationsDoor {
  /** What a request would return; nothing is held by it. */
  readonly quote: (ask: RequestAsk) => Promise<QuoteAnswer | Refusal>;
  readonly request: (ask: RequestAsk, idempotencyKey: string) => Promise<RequestAccepted | Refusal>;
  readonly decide: (cancellationId: string, decision: WrittenDecision) => Promise<{ outcome: 'recorded' } | Refusal>;
  readonly makeOffer: (
    cancellationId: string,
    offer: { readonly merchantId: string; readonly terms: OfferTerms; readonly note?: string },
  ) => Promise<{ outcome: 'offered' } | Refusal>;
  readonly answerOffer: (cancellationId: string, answer: OfferAnswer) => Promise<{ outcome: 'recorded' } | Refusal>;
  readonly escalate: (
    cancellationId: string,
    ask: { readonly reason?: string },
  ) => Promise<{ readonly outcome: 'opened'; readonly cancellationId: string } | Refusal>;
  readonly addEvidence: (
    cancellationId: string,
    evidence: EvidenceRef & { readonly note?: string },
  ) => Promise<{ readonly outcome: 'added'; readonly evidenceId: string } | Refusal>;
  /** A ruling with a note, which no workflow may learn. */
  readonly arbitrate: (
    cancellationId: string,
    ruling: { readonly merchantId: string; readonly ruling: 'APPROVED' | 'UPHELD'; readonly note: string },
  ) => Promise<{ readonly outcome: 'done' } | Refusal>;
  readonly withdraw: (cancellationId: string) => Promise<{ outcome: 'withdrawn' } | Refusal>;
  readonly pull: (cancellationId: string, lever: AnyLever) => Promise<{ outcome: 'done' } | Refusal>;
  readonly get: (cancellationId: string) => Promise<CancellationView | Refusal>;
  readonly timeline: (cancellationId: string) => Promise<readonly TimelineEntry[] | Refusal>;
  /** What Temporal has written down; undefined where it keeps nothing any more. */
  readonly history: (cancellationId: string) => Promise<RunHistory | undefined>;
  readonly list: (filter: Omit<ListFilter, 'limit'>, limit: number) => Promise<readonly CancellationListItem[]>;
  readonly creditNotes: (cancellationId: string) => Promise<CreditNotes | Refusal>;
}

/** What was issued for a cancellation, each with the hash of its canonical JSON. */
export interface CreditNotes {
  readonly credit?: CreditNote & { readonly hash: string };
  readonly corrections: readonly (CreditNote & { readonly hash: string })[];
}
