import { whyNot } from '../../domain/channel-rules';
import type { ChannelAnswer, GIVEN_BACK_BY_OTHERS } from '../../domain/refund-leg';
import type { ChannelCapabilities } from '../../ports/refund-channel';
import type { LegToBegin } from './lock-leg-to-send';

/** Nothing is sent: either this is the answer, or others have given back what the leg is for. */
export type Stop =
  | { readonly outcome: 'answered'; readonly answer: ChannelAnswer }
  | { readonly outcome: 'taken'; readonly code: (typeof GIVEN_BACK_BY_OTHERS)[number] };

/**
 * Why a leg that its channel has never seen is not sent: what it would take is disputed (R15) or was given back by
 * others, or the channel can't carry it out. A leg that may have been seen is never stopped here: only its channel
 * knows what became of it.
 */
export function stopOf(leg: LegToBegin, capabilities: ChannelCapabilities, now: Date): Stop | undefined {
  if (leg.overdrawn > 0) {
    if (leg.dispute_open) return { outcome: 'answered', answer: { outcome: 'disputed', code: 'DISPUTE_OPEN' } };
    return { outcome: 'taken', code: leg.dispute_lost ? 'DISPUTE_LOST' : 'REFUNDED_ELSEWHERE' };
  }
  const code = whyNot(capabilities, toSend(leg), now);
  return code === undefined ? undefined : { outcome: 'answered', answer: { outcome: 'failed', code } };
}

function toSend(leg: LegToBegin) {
  const { kind, amount, currency, idempotency_key, source_amount, refunds, captured_at } = leg;
  const captured = captured_at === null ? {} : { capturedAt: captured_at };
  return {
    ...{ kind, amount, currency, idempotencyKey: idempotency_key },
    source: { amount: source_amount, refunds, ...captured },
  };
}
