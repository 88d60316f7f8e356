import type { CreditNote } from '../domain/credit-note';
import type { CancellationView } from '../domain/cancellation-view';
import type { Lever } from '../domain/lever';
import type { Refusal } from '../domain/refusals';
import type { RequestAccepted } from '../domain/request';
import type { MerchantDecision } from '../client/temporal-door';
import type { RequestAsk } from '../client/to-request';
import type { CancellationFilter, CancellationListItem, TimelineEntry } from '../ports/cancellation-reader';

/** What the command line asks of the client: refusals are values, an unreachable part is thrown. */
export interface CancellationsDoor {
  readonly request: (ask: RequestAsk, idempotencyKey: string) => Promise<RequestAccepted | Refusal>;
  readonly decide: (cancellationId: string, decision: MerchantDecision) => Promise<{ outcome: 'recorded' } | Refusal>;
  readonly withdraw: (cancellationId: string) => Promise<{ outcome: 'withdrawn' } | Refusal>;
  readonly pull: (cancellationId: string, lever: Lever) => Promise<{ outcome: 'done' } | Refusal>;
  readonly get: (cancellationId: string) => Promise<CancellationView | Refusal>;
  readonly timeline: (cancellationId: string) => Promise<readonly TimelineEntry[] | Refusal>;
  readonly list: (filter: CancellationFilter, limit: number) => Promise<readonly CancellationListItem[]>;
  readonly creditNotes: (cancellationId: string) => Promise<CreditNotes | Refusal>;
}

/** What was issued for a cancellation, each with the hash of its canonical JSON. */
export interface CreditNotes {
  readonly credit?: CreditNote & { readonly hash: string };
  readonly corrections: readonly (CreditNote & { readonly hash: string })[];
}
