import { randomBytes } from 'node:crypto';
import type { LegRequest } from '../../../src/ports/refund-channel';

/** A leg of 30.00 EUR on a payment of 100.00, or one that voids the whole of it. */
export function legOn(sourceId: string, over: Partial<LegRequest> = {}): LegRequest {
  const random = randomBytes(16).toString('hex');
  return {
    shopId: 'shop_1',
    legId: `c_${random}/1`,
    orderId: 'o_1',
    kind: 'refund',
    sourceId,
    sourceAmount: 10_000,
    amount: over.kind === 'void' ? 10_000 : 3_000,
    currency: 'EUR',
    idempotencyKey: `rescind-${random}`,
    ...over,
  };
}
