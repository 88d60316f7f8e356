import type { LegRequest } from '../../../../src/ports/refund-channel';
import { legOn } from '../leg-on';
import type { FakeWechatPay } from './fake-wechat-pay';

/** A leg on a payment of 100.00 that the fake has. */
export function newLeg({ books }: FakeWechatPay, over: Partial<LegRequest> = {}): LegRequest {
  const order = books.order(10_000, over.kind === 'void' ? 'NOTPAY' : 'SUCCESS');
  return legOn(order.transactionId ?? order.outTradeNo, { currency: 'CNY', ...over });
}
