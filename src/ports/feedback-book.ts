import type { Actor, CancellationState } from '../domain/cancellation';
import type { CancellationRef } from './cancellation-book';
import type { Feedback } from './cancellation-reader';

/** What a customer says of how it went. */
export interface NewFeedback extends CancellationRef {
  /** 1 to 5. */
  readonly rating: number;
  /** 1 to 1,000 characters. Kept in the database alone, where it can be erased. */
  readonly comment?: string;
  readonly actor: Actor;
}

/** Keeps how it went: once for each cancellation, after its close or its end. */
export interface FeedbackBook {
  readonly give: (
    feedback: NewFeedback,
  ) => Promise<
    | { readonly outcome: 'kept'; readonly feedback: Feedback }
    | { readonly outcome: 'given-before' }
    | { readonly outcome: 'too-early'; readonly state: CancellationState }
    | { readonly outcome: 'not-found' }
  >;
}
