import type { ChannelAnswer } from '../../domain/refund-leg';
import type { PeerAnswer } from '../http/peer-answer';

/** What came of a call that did not do what it asked for. */
export type Undone = Exclude<PeerAnswer, { kind: 'done' }>;

/** What leaves the leg open. A question that is refused says nothing about the leg. */
export function toOpenAnswer(answer: Undone): ChannelAnswer {
  switch (answer.kind) {
    case 'not_sent':
      return { outcome: 'not_sent', code: answer.code };
    case 'rate_limited': {
      const { retryAfterMs } = answer;
      return { outcome: 'rate_limited', ...(retryAfterMs !== undefined && { retryAfterMs }) };
    }
    case 'refused':
    case 'unclear':
      return { outcome: 'ambiguous', code: answer.code };
  }
}
