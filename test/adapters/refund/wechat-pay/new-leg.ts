import { randomBytes } from 'node:crypto';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import type { FakeWechatPay } from './fake-wechat-pay';

/** A leg of 30.00 on a payment of 100.00 that the fake has. */
export function newLeg({ books }: FakeWechatPay, over: Partial<LegRequest> = {}): LegRequest {
  const order = books.order(10_000, over.kind === 'void' ? 'NOTPAY' : 'SUCCESS');
  const key = `rescind-${randomBytes(16).toString('hex')}`;
  return {
    shopId: 'shop_1',
    legId: `c_${key}/1`,
    orderId: 'o_1',
    kind: 'refund',
    sourceId: order.transactionId ?? order.outTradeNo,
    sourceAmount: 10_000,
    amount: over.kind === 'void' ? 10_000 : 3_000,
    currency: 'CNY',
    idempotencyKey: key,
    ...over,
  };
}
