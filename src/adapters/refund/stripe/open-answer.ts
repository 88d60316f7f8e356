import type { ChannelAnswer } from '../../../domain/refund-leg';
import { readStripeFailure, type StripeFailure } from './read-failure';
import { UnreadableAnswer } from './unreadable-answer';

export const UNREADABLE: ChannelAnswer = { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };

/** What leaves a leg open. A question that is refused says nothing about the leg. */
export function toOpenAnswer(failure: StripeFailure): ChannelAnswer {
  switch (failure.kind) {
    case 'not_sent':
      return { outcome: 'not_sent', code: failure.code };
    case 'rate_limited': {
      const { retryAfterMs } = failure;
      return { outcome: 'rate_limited', ...(retryAfterMs !== undefined && { retryAfterMs }) };
    }
    case 'refused':
    case 'unclear':
      return { outcome: 'ambiguous', code: failure.code };
  }
}

/**
 * Asks, and takes whatever goes wrong for an answer that leaves the leg open.
 * @throws AdapterFault when Stripe refuses our key or can't read our request
 */
export async function asking(ask: () => Promise<ChannelAnswer>): Promise<ChannelAnswer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UnreadableAnswer) return UNREADABLE;
    return toOpenAnswer(readStripeFailure(error));
  }
}
