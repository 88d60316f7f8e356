import { whyNot, type ChannelRuleCode } from '../../domain/channel-rules';
import type { Order } from '../../domain/order';
import type { PlannedLeg } from '../../domain/refund-leg';
import type { BookSettings } from './book-options';

export interface LegThatCannotGo {
  readonly tenderId: string;
  readonly sourceId: string;
  readonly code: ChannelRuleCode;
}

/** Any key of ours: they differ in their digits alone. */
const KEY = `rescind-${'0'.repeat(32)}`;

/**
 * Planned legs that their channels can't carry out, by what is known when they are planned: the
 * timeline tells it at once. Each is tried all the same, and fails then without a byte sent. How often
 * a capture was refunded is asked only there.
 */
export function legsThatCannotGo(
  { tenders, currency }: Pick<Order, 'tenders' | 'currency'>,
  legs: readonly PlannedLeg[],
  { capabilities, clock }: Pick<BookSettings, 'capabilities' | 'clock'>,
): LegThatCannotGo[] {
  const captures = new Map(tenders.flatMap((tender) => tender.captures.map((capture) => [capture.captureId, capture])));
  return legs.flatMap(({ tenderId, sourceId, channel, kind, amount }) => {
    const able = capabilities(channel);
    if (able === undefined) return [];
    const capture = kind === 'refund' ? captures.get(sourceId) : undefined;
    const source = {
      amount: capture?.amount ?? amount,
      refunds: 0,
      ...(capture === undefined ? {} : { capturedAt: capture.capturedAt }),
    };
    const code = whyNot(able, { kind, amount, currency, idempotencyKey: KEY, source }, clock());
    return code === undefined ? [] : [{ tenderId, sourceId, code }];
  });
}
