/** What the fake keeps of an order; fen. */
interface FakeOrder {
  readonly outTradeNo: string;
  transactionId: string | undefined;
  readonly total: number;
  state: 'SUCCESS' | 'NOTPAY' | 'CLOSED' | 'USERPAYING';
  lastRefundAt: number;
}

/** What the fake keeps of a refund; fen. */
export interface FakeRefund {
  readonly id: string;
  readonly outRefundNo: string;
  readonly order: FakeOrder;
  readonly amount: number;
  status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
}

export interface RefundAsk {
  readonly transaction_id?: string;
  readonly out_trade_no?: string;
  readonly out_refund_no: string;
  readonly amount: { readonly refund: number; readonly total: number; readonly currency: string };
}

/** An answer of the fake: a status and a body. */
export type Said = readonly [number, object | undefined];

const SPACING_MS = 60_000;

/**
 * WeChat Pay's rules on refunds, as its pages have them: one refund a number, no more
 * than was paid, a minute between two.
 */
export function createFakeBooks() {
  const orders: FakeOrder[] = [];
  const refunds = new Map<string, FakeRefund>();
  const clock = { aheadMs: 0 };
  let balance = Infinity;
  let nth = 0;
  const refundedOf = (order: FakeOrder) =>
    [...refunds.values()].filter((refund) => refund.order === order && refund.status !== 'CLOSED');
  const find = (ask: { readonly transaction_id?: string; readonly out_trade_no?: string }) =>
    orders.find((order) =>
      ask.transaction_id === undefined
        ? order.outTradeNo === ask.out_trade_no
        : order.transactionId === ask.transaction_id,
    );

  const refuse = (status: number, code: string): Said => [status, { code, message: code }];

  return {
    clock,
    find,
    setBalance: (fen: number) => (balance = fen),
    order: (total: number, state: FakeOrder['state']): FakeOrder => {
      nth += 1;
      const number = String(nth).padStart(10, '0');
      const transactionId = state === 'SUCCESS' ? `420000000020261122${number}` : undefined;
      const order = { outTradeNo: `order_${number}`, transactionId, total, state, lastRefundAt: -Infinity };
      orders.push(order);
      return order;
    },
    refundsOf: (transactionId: string) => {
      const order = find({ transaction_id: transactionId });
      return order === undefined ? [] : refundedOf(order).map(({ amount }) => amount);
    },
    refund: (outRefundNo: string) => refunds.get(outRefundNo),
    create: (ask: RefundAsk): FakeRefund | Said => {
      const order = find(ask);
      if (order === undefined) return refuse(404, 'RESOURCE_NOT_EXISTS');
      const known = refunds.get(ask.out_refund_no);
      if (known !== undefined) {
        return known.order === order && known.amount === ask.amount.refund ? known : refuse(400, 'INVALID_REQUEST');
      }
      const left = order.total - refundedOf(order).reduce((sum, { amount }) => sum + amount, 0);
      const bad = !Number.isInteger(ask.amount.refund) || ask.amount.refund <= 0 || ask.amount.total !== order.total;
      if (bad || ask.amount.currency !== 'CNY' || !/^[0-9A-Za-z_|*@-]{1,64}$/.test(ask.out_refund_no)) {
        return refuse(400, 'PARAM_ERROR');
      }
      if (order.state !== 'SUCCESS' || ask.amount.refund > left) return refuse(400, 'INVALID_REQUEST');
      const now = Date.now() + clock.aheadMs;
      if (now - order.lastRefundAt < SPACING_MS) return refuse(429, 'FREQUENCY_LIMITED');
      if (ask.amount.refund > balance) return refuse(403, 'NOT_ENOUGH');
      order.lastRefundAt = now;
      nth += 1;
      const id = `5030000000${String(nth).padStart(19, '0')}`;
      const refund: FakeRefund = {
        id,
        outRefundNo: ask.out_refund_no,
        order,
        amount: ask.amount.refund,
        status: 'PROCESSING',
      };
      refunds.set(refund.outRefundNo, refund);
      return refund;
    },
  };
}

export type FakeBooks = ReturnType<typeof createFakeBooks>;
