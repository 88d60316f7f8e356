import type { LegRequest } from '../../../../src/ports/refund-channel';
import { legOn } from '../leg-on';
import type { FakeAlipay } from './fake-alipay';

/** A leg on a payment of 100.00 that the fake has. */
export function newLeg({ trades }: FakeAlipay, over: Partial<LegRequest> = {}): LegRequest {
  const trade = trades.trade(10_000, over.kind === 'void' ? 'WAIT_BUYER_PAY' : 'TRADE_SUCCESS');
  return legOn(trade.tradeNo, { currency: 'CNY', ...over });
}
