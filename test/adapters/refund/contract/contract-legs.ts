import { randomBytes } from 'node:crypto';
import type { ChannelAnswer } from '../../../../src/domain/refund-leg';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import type { ChannelUnderTest } from './channel-under-test';

export const PAID = 10_000;
const REFUNDED = 3_000;

/** A leg as the engine makes it, on a payment of 100.00 made for it at the peer. */
export async function newLeg(under: ChannelUnderTest, over: Partial<LegRequest> = {}): Promise<LegRequest> {
  const payment = await (over.kind === 'void' && under.authorize ? under.authorize(PAID) : under.pay(PAID));
  return {
    shopId: 'shop_1',
    ...ids(),
    orderId: 'o_1',
    kind: 'refund',
    amount: under.channel.capabilities.partial && over.kind !== 'void' ? REFUNDED : PAID,
    currency: under.currency,
    ...payment,
    ...over,
  };
}

/** Another leg on the same payment. */
export function anotherLeg(leg: LegRequest): LegRequest {
  return { ...leg, ...ids() };
}

function ids(): Pick<LegRequest, 'legId' | 'idempotencyKey'> {
  const random = randomBytes(16).toString('hex');
  // As long as the engine's longest, with characters that some providers refuse: what goes out is the key.
  const legId = `shop_1:order-2026-11-22/${random}/cancellation/of/a/long/name/that/goes/on/1`;
  return { legId, idempotencyKey: `rescind-${random}` };
}

/** The leg as the engine asks about it once the channel has named its refund. */
export function named(leg: LegRequest, { providerRef }: ChannelAnswer): LegRequest {
  return providerRef === undefined ? leg : { ...leg, providerRef };
}

/**
 * Does what the engine does about an answer that is not known: it asks, where the channel can be
 * asked, else it sends the same again.
 */
export async function resolve({ channel }: ChannelUnderTest, leg: LegRequest): Promise<ChannelAnswer> {
  const { queryMode } = channel.capabilities;
  if (queryMode === 'ownRef' || queryMode === 'list') {
    const asked = await channel.query(leg);
    if (asked.outcome !== 'not_found' && asked.outcome !== 'ambiguous') return asked;
  }
  return channel.submit(leg);
}

/** The peer's own count, where it keeps one. */
export async function expectRefundedOnce(under: ChannelUnderTest, leg: LegRequest): Promise<void> {
  if (under.refundedAt) expect(await under.refundedAt(leg.sourceId)).toEqual([leg.amount]);
}

/** What a leg that the channel took on is answered with: a receipt, or the end. */
export const TAKEN: readonly ChannelAnswer['outcome'][] = ['pending', 'succeeded'];
