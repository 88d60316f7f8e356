import type { ApplicableLevers, ClosureProofs, Feedback, FeedbackRequest } from './generated/api-types';
import { cancellationPath } from './paths';
import type { Send, WriteOptions } from './send';

/** What is read and said of a cancellation beside its course. */
export interface FollowUpsClient {
  /** Those that apply now and that the key's role may pull, each with what it does. */
  readonly levers: (cancellationId: string) => Promise<ApplicableLevers['levers']>;
  /** What it was settled on. */
  readonly closureProofs: (cancellationId: string) => Promise<ClosureProofs>;
  /** How it went, for the customer; once. */
  readonly giveFeedback: (cancellationId: string, said: FeedbackRequest, options?: WriteOptions) => Promise<Feedback>;
}

/** Their routes over one way of sending. */
export function createFollowUpsClient(send: Send): FollowUpsClient {
  return {
    levers: async (cancellationId) => {
      const path = `${cancellationPath(cancellationId)}/levers`;
      return (await send<ApplicableLevers>({ method: 'GET', path })).levers;
    },
    closureProofs: (cancellationId) =>
      send({ method: 'GET', path: `${cancellationPath(cancellationId)}/closure-proof` }),
    giveFeedback: (cancellationId, body, options) =>
      send({ method: 'POST', path: `${cancellationPath(cancellationId)}/feedback`, body, ...options }),
  };
}
