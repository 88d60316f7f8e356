import { createSign, createVerify, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { KEYS, MCH_ID, PLATFORM_SERIAL, SERIAL } from './accounts';
import { createFakeBooks, type FakeBooks, type FakeRefund, type RefundAsk, type Said } from './fake-books';

/** A request as it came in; `authorization` as it was sent. */
export interface TakenRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
}

/** What the next answers are made with, until it is changed. */
export interface FakeMood {
  key: keyof typeof KEYS;
  serial: string;
  /** How far the provider's clock is ahead, ms. */
  aheadMs: number;
  /** Refuses what is asked like this instead of doing it. */
  refusal: Said | undefined;
}

const REFUNDS = '/v3/refund/domestic/refunds';

/**
 * WeChat Pay on a free loopback port: it checks who signed, keeps books by the documented rules, and signs its answers.
 * It is held to the vendor's own client, which must get along with it (oracle.test.ts).
 */
export async function startFakeWechatPay() {
  const books = createFakeBooks();
  const taken: TakenRequest[] = [];
  const mood: FakeMood = { key: 'platform', serial: PLATFORM_SERIAL, aheadMs: 0, refusal: undefined };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      taken.push({ method, url, authorization: headers.authorization ?? '', body });
      const [status, said] = isSigned(request, body) ? answer(books, mood, { method, url, body }) : UNSIGNED;
      const payload = said === undefined ? '' : JSON.stringify(said);
      response.writeHead(status, { 'content-type': 'application/json', ...signature(mood, payload) });
      response.end(payload);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    books,
    taken,
    mood,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeWechatPay = Awaited<ReturnType<typeof startFakeWechatPay>>;

const UNSIGNED: Said = [401, { code: 'SIGN_ERROR', message: 'SIGN_ERROR' }];

function answer(
  books: FakeBooks,
  mood: FakeMood,
  { method, url, body }: { method: string; url: string; body: string },
): Said {
  if (mood.refusal !== undefined && method === 'POST') return mood.refusal;
  const { pathname, searchParams } = new URL(url, 'http://fake');
  if (method === 'POST' && pathname === REFUNDS) {
    const made = books.create(JSON.parse(body) as RefundAsk);
    return 'id' in made ? [200, shown(made)] : made;
  }
  const parts = pathname.split('/').map(decodeURIComponent);
  if (method === 'GET' && pathname.startsWith(`${REFUNDS}/`)) {
    const refund = books.refund(parts.at(-1) ?? '');
    return refund === undefined ? [404, { code: 'RESOURCE_NOT_EXISTS', message: 'none' }] : [200, shown(refund)];
  }
  const close = method === 'POST' && parts.at(-1) === 'close';
  const name = parts.at(close ? -2 : -1) ?? '';
  const order = books.find(parts.includes('id') ? { transaction_id: name } : { out_trade_no: name });
  const mchId = close ? (JSON.parse(body) as { mchid?: string }).mchid : searchParams.get('mchid');
  if (mchId !== MCH_ID) return [400, { code: 'PARAM_ERROR', message: 'mchid' }];
  if (order === undefined) return [404, { code: 'ORDER_NOT_EXIST', message: 'none' }];
  if (!close) return [200, shownOrder(order)];
  if (order.state !== 'NOTPAY')
    return [400, { code: order.state === 'CLOSED' ? 'ORDER_CLOSED' : 'ORDERPAID', message: 'no' }];
  order.state = 'CLOSED';
  return [204, undefined];
}

function shownOrder({ outTradeNo, transactionId, total, state }: FakeRefund['order']): object {
  return {
    mchid: MCH_ID,
    out_trade_no: outTradeNo,
    trade_state: state,
    ...(transactionId !== undefined && { transaction_id: transactionId, success_time: '2026-11-22T10:00:00+08:00' }),
    amount: { total, currency: 'CNY' },
    payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  };
}

function shown({ id, outRefundNo, order, amount, status }: FakeRefund): object {
  const shares = {
    payer_total: order.total,
    payer_refund: amount,
    settlement_refund: amount,
    settlement_total: order.total,
  };
  return {
    refund_id: id,
    out_refund_no: outRefundNo,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '招商银行信用卡0403',
    create_time: '2026-11-22T10:00:00+08:00',
    ...(status === 'SUCCESS' && { success_time: '2026-11-22T10:05:00+08:00' }),
    status,
    funds_account: 'AVAILABLE',
    amount: { total: order.total, refund: amount, ...shares, discount_refund: 0, currency: 'CNY' },
  };
}

/** Signed by the merchant, by its certificate's serial, within five minutes of now. */
function isSigned({ method, url, headers }: IncomingMessage, body: string): boolean {
  const given = headers.authorization ?? '';
  const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(given)?.[1] ?? '';
  const [timestamp, nonce] = [part('timestamp'), part('nonce_str')];
  if (!given.startsWith('WECHATPAY2-SHA256-RSA2048 ') || part('mchid') !== MCH_ID || part('serial_no') !== SERIAL)
    return false;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const message = [method, url, timestamp, nonce, body, ''].join('\n');
  return createVerify('RSA-SHA256').update(message).verify(KEYS.merchant.publicKey, part('signature'), 'base64');
}

function signature({ key, serial, aheadMs }: FakeMood, payload: string): Record<string, string> {
  const timestamp = String(Math.floor((Date.now() + aheadMs) / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signed = createSign('RSA-SHA256')
    .update(`${timestamp}\n${nonce}\n${payload}\n`)
    .sign(KEYS[key].privateKey, 'base64');
  return {
    'Request-ID': nonce,
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature': signed,
  };
}
