import type { ChannelAnswer } from '../../../domain/refund-leg';
import { toOpenAnswer } from '../open-answer';
import { readStripeFailure } from './read-failure';
import { UnreadableAnswer } from './unreadable-answer';

export const UNREADABLE: ChannelAnswer = { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };

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
