import { createSign, createVerify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { APP_ID, KEYS } from './accounts';
import { createFakeTrades, type Ask, type Said } from './fake-trades';

/** What the next answers are made with, until it is changed. */
export interface FakeMood {
  key: keyof typeof KEYS;
  /** Says this instead of doing what is asked; of this method only, where one is named. */
  said: { readonly body: Said; readonly method?: string } | undefined;
  /** Answers like this, whatever was done: for answers that are not signed, or not where they belong. */
  write: ((answered: { readonly name: string; readonly body: string; readonly sign: string }) => string) | undefined;
}

/**
 * Alipay's gateway on a free loopback port: it checks who signed, keeps books by the documented rules, and signs its
 * answers. It is held to the vendor's own Java client, which must get along with it (oracle.test.ts).
 */
export async function startFakeAlipay() {
  const trades = createFakeTrades();
  /** Every request's parameters, of address and form together. */
  const taken: Record<string, string>[] = [];
  const mood: FakeMood = { key: 'alipay', said: undefined, write: undefined };
  const server = createServer((request, response) => {
    void text(request).then((form) => {
      const query = new URL(request.url ?? '', 'http://fake').searchParams;
      const params = Object.fromEntries([...query, ...new URLSearchParams(form)]);
      taken.push(params);
      const { method = '', biz_content: content = '{}' } = params;
      const saysSo = mood.said !== undefined && (mood.said.method ?? method) === method;
      const answer = !isSigned(params)
        ? NOT_SIGNED
        : saysSo
          ? mood.said?.body
          : trades.answer(method, JSON.parse(content) as Ask);
      const body = JSON.stringify(answer);
      const sign = createSign('RSA-SHA256').update(body).sign(KEYS[mood.key].privateKey, 'base64');
      const name = `${method.replaceAll('.', '_')}_response`;
      response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' });
      response.end(mood.write?.({ name, body, sign }) ?? `{"${name}":${body},"sign":"${sign}"}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    gateway: `${url}/gateway.do`,
    trades,
    taken,
    mood,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeAlipay = Awaited<ReturnType<typeof startFakeAlipay>>;

const NOT_SIGNED: Said = {
  code: '40002',
  msg: 'Invalid Arguments',
  sub_code: 'isv.invalid-signature',
  sub_msg: '验签出错',
};

/** Signed by our application over every parameter but the signature, sorted. */
function isSigned({ sign = '', ...params }: Record<string, string>): boolean {
  if (params['app_id'] !== APP_ID || params['sign_type'] !== 'RSA2') return false;
  const content = Object.keys(params)
    .sort()
    .map((name) => `${name}=${params[name] ?? ''}`)
    .join('&');
  return createVerify('RSA-SHA256').update(content).verify(KEYS.app.publicKey, sign, 'base64');
}
