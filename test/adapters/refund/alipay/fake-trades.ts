/** What the fake keeps of a trade; fen. */
interface FakeTrade {
  readonly tradeNo: string;
  readonly outTradeNo: string;
  readonly total: number;
  status: 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED';
  paid: boolean;
  lastRefundAt: number;
  readonly refunds: Map<string, number>;
}

/** What is asked of the fake, as `biz_content` has it. */
export type Ask = Readonly<Record<string, unknown>>;

/** The body of an answer, by its code. */
export type Said = Readonly<Record<string, string>>;

const SPACING_MS = 3_000;

/** Fen to yuan, not by the channel's own code. */
export const yuan = (fen: number): string => (fen / 100).toFixed(2);

const refuse = (subCode: string): Said => ({
  code: '40004',
  msg: 'Business Failed',
  sub_code: subCode,
  sub_msg: subCode,
});
const done = (said: Said): Said => ({ code: '10000', msg: 'Success', ...said });

/**
 * Alipay's rules on refunds, as its pages have them: one refund a number, no more than
 * was paid, three seconds between two.
 */
export function createFakeTrades() {
  const trades: FakeTrade[] = [];
  const clock = { aheadMs: 0 };
  let balance = Infinity;

  const find = (ask: Ask) =>
    trades.find((trade) =>
      ask['trade_no'] === undefined ? trade.outTradeNo === ask['out_trade_no'] : trade.tradeNo === ask['trade_no'],
    );
  const refundedOf = ({ refunds }: FakeTrade) => [...refunds.values()].reduce((sum, fen) => sum + fen, 0);
  const names = ({ tradeNo, outTradeNo }: FakeTrade): Said => ({ trade_no: tradeNo, out_trade_no: outTradeNo });

  function refund(ask: Ask): Said {
    const trade = find(ask);
    const { out_request_no: number, refund_amount: amount } = ask;
    if (typeof number !== 'string' || typeof amount !== 'string' || !/^\d+\.\d\d$/.test(amount))
      return refuse('ACQ.INVALID_PARAMETER');
    if (trade === undefined) return refuse('ACQ.TRADE_NOT_EXIST');
    const fen = Math.round(Number(amount) * 100);
    const known = trade.refunds.get(number);
    const answer = (change: 'Y' | 'N') =>
      done({
        ...names(trade),
        buyer_logon_id: '138****8888',
        fund_change: change,
        refund_fee: yuan(refundedOf(trade)),
      });
    if (known !== undefined) return known === fen ? answer('N') : refuse('ACQ.DISCORDANT_REPEAT_REQUEST');
    if (trade.status !== 'TRADE_SUCCESS') return refuse('ACQ.TRADE_STATUS_ERROR');
    if (fen <= 0 || fen > trade.total - refundedOf(trade)) return refuse('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
    const now = Date.now() + clock.aheadMs;
    if (now - trade.lastRefundAt < SPACING_MS) return refuse('ACQ.SYSTEM_ERROR');
    if (fen > balance) return refuse('ACQ.SELLER_BALANCE_NOT_ENOUGH');
    trade.lastRefundAt = now;
    trade.refunds.set(number, fen);
    if (refundedOf(trade) === trade.total) trade.status = 'TRADE_CLOSED';
    return answer('Y');
  }

  function queryRefund(ask: Ask): Said {
    const trade = find(ask);
    if (trade === undefined) return refuse('ACQ.TRADE_NOT_EXIST');
    const number = String(ask['out_request_no']);
    const fen = trade.refunds.get(number);
    if (fen === undefined) return done({});
    const amounts = { total_amount: yuan(trade.total), refund_amount: yuan(fen) };
    return done({ ...names(trade), ...amounts, out_request_no: number, refund_status: 'REFUND_SUCCESS' });
  }

  function close(ask: Ask): Said {
    const trade = find(ask);
    if (trade === undefined) return refuse('ACQ.TRADE_NOT_EXIST');
    if (trade.status !== 'WAIT_BUYER_PAY') return refuse('ACQ.TRADE_STATUS_ERROR');
    trade.status = 'TRADE_CLOSED';
    return done(names(trade));
  }

  function query(ask: Ask): Said {
    const trade = find(ask);
    if (trade === undefined) return refuse('ACQ.TRADE_NOT_EXIST');
    const paid = trade.paid ? { send_pay_date: '2026-11-22 10:00:00' } : {};
    return done({
      ...names(trade),
      trade_status: trade.status,
      total_amount: yuan(trade.total),
      buyer_user_id: '2088102',
      ...paid,
    });
  }

  const methods: Readonly<Record<string, (ask: Ask) => Said>> = {
    'alipay.trade.refund': refund,
    'alipay.trade.fastpay.refund.query': queryRefund,
    'alipay.trade.close': close,
    'alipay.trade.query': query,
  };

  return {
    clock,
    find,
    setBalance: (fen: number) => (balance = fen),
    trade: (total: number, status: FakeTrade['status']): FakeTrade => {
      const number = String(trades.length + 1).padStart(12, '0');
      const paid = status !== 'WAIT_BUYER_PAY' && status !== 'TRADE_CLOSED';
      const trade = { total, status, paid, lastRefundAt: -Infinity, refunds: new Map<string, number>() };
      const named = { ...trade, tradeNo: `2026112222001404${number}`, outTradeNo: `order_${number}` };
      trades.push(named);
      return named;
    },
    refundsOf: (sourceId: string) => [...(find({ trade_no: sourceId })?.refunds.values() ?? [])],
    answer: (method: string, ask: Ask): Said =>
      methods[method]?.(ask) ?? {
        code: '40002',
        msg: 'Invalid Arguments',
        sub_code: 'isv.invalid-method',
        sub_msg: method,
      },
  };
}
