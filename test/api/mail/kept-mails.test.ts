import { request as httpRequest } from 'node:http';
import { accept } from '../../../src/adapters/persistence/steps/accept';
import { NOW, requestFor } from '../../adapters/persistence/steps/bookshop';
import { startMailServer } from '../../adapters/notification/mail-server';
import { waitFor } from '../../support/wait-for';
import { orderBody } from '../order-body';
import { startApi, type TestApi } from '../start-api';

const ENV = { RESCIND_DATA_KEYS: `k1:${Buffer.alloc(32, 3).toString('base64')}` };
const SMTP = { RESCIND_MAIL_FROM: 'Shop <no-reply@shop.example.com>' };
const CONTACT = { email: 'ada@example.com', name: 'Ada' };

async function cancelled(api: TestApi, orderId: string) {
  const lines = orderBody()['lines'] as { lineId: string }[];
  const titled = lines.map((line) => ({ ...line, title: '<script>alert(1)</script>' }));
  await api
    .as('service')
    .put(`/v1/orders/${orderId}`)
    .send(orderBody({ contact: CONTACT, lines: titled }))
    .expect(200);
  const accepted = await accept(api.db, { clock: () => NOW })(requestFor(orderId));
  if (accepted.outcome !== 'accepted') throw new Error(JSON.stringify(accepted));
  return accepted.cancellationId;
}

const mailsOf = async (api: TestApi, cancellationId: string) =>
  (await api.as('auditor').get(`/v1/cancellations/${cancellationId}/mails`).expect(200)).body as {
    items: { mailId: string; kind: string; state: string }[];
  };

const whenDone = (api: TestApi, cancellationId: string) =>
  waitFor('the mail', async () => {
    const { items } = await mailsOf(api, cancellationId);
    return items.every(({ state }) => state !== 'PENDING' && state !== 'SENDING') ? items[0] : undefined;
  });

/** A call whose Host is not what the address says, which fetch would not make. */
function statusWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('without an SMTP server, outside production', () => {
  let api: TestApi;
  beforeAll(async () => (api = await startApi({ env: ENV })));
  afterAll(() => api.stop());

  it('mails are kept sealed, and shown as text and as HTML that can do nothing', async () => {
    expect((await api.anonymous.get('/dev/mails').expect(200)).text).toContain('Nothing was mailed yet');
    const done = await whenDone(api, await cancelled(api, 'o_1'));
    expect(done).toMatchObject({ kind: 'REQUEST_RECEIVED', state: 'KEPT' });
    const { mailId } = done;
    const list = await api.anonymous.get('/dev/mails').expect(200);
    expect(list.text).toContain(`<a href="/dev/mails/${mailId}">We have your request to cancel order o_1</a>`);
    const shown = await api.anonymous.get(`/dev/mails/${mailId}`).expect(200);
    expect(shown.text).toContain('Ada &lt;ada@example.com&gt;');
    expect(shown.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(shown.text).not.toContain('<script');
    expect(shown.text).toContain(`sandbox="" src="/dev/mails/${mailId}/html"`);
    const html = await api.anonymous.get(`/dev/mails/${mailId}/html`).expect(200);
    expect(html.text).not.toContain('<script');
    expect(html.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(html.headers['cache-control']).toBe('no-store');
    const [row] = await api.db.selectFrom('mails').select('sealed').execute();
    expect(row?.sealed?.toString('latin1')).not.toContain('ada@example.com');
  });

  it('they are forgotten with the contact', async () => {
    const done = await whenDone(api, await cancelled(api, 'o_2'));
    await api.anonymous.get(`/dev/mails/${done.mailId}`).expect(200);
    await api.as('service').delete('/v1/orders/o_2/contact').expect(204);
    await api.anonymous.get(`/dev/mails/${done.mailId}`).expect(404);
    expect((await api.anonymous.get('/dev/mails').expect(200)).text).not.toContain('o_2');
  });

  it('only this machine sees them: no proxy, and no name that was pointed here', async () => {
    const url = `${api.url}/dev/mails`;
    expect(await statusWith(url, {})).toBe(200);
    expect(await statusWith(url, { Host: 'evil.example.com' })).toBe(404);
    expect(await statusWith(url, { 'X-Forwarded-For': '203.0.113.7' })).toBe(404);
    expect(await statusWith(url, { Forwarded: 'for=203.0.113.7' })).toBe(404);
    await api.anonymous.get('/dev/mails/..%2f..%2fetc').expect(400);
  });
});

it('in production there is no such page, and no mail is made without an SMTP server', async () => {
  const api = await startApi({
    env: { ...ENV, NODE_ENV: 'production' },
  });
  try {
    await api.anonymous.get('/dev/mails').expect(404);
    const cancellationId = await cancelled(api, 'o_1');
    expect(await mailsOf(api, cancellationId)).toEqual({ items: [] });
    await api.as('support').get('/v1/cancellations/o_9.0123456789abcdef/mails').expect(404);
  } finally {
    await api.stop();
  }
});

it('with one they are sent, and shown nowhere', async () => {
  const server = await startMailServer();
  const api = await startApi({ env: { ...ENV, ...SMTP, RESCIND_SMTP_URL: server.url } });
  try {
    await api.anonymous.get('/dev/mails').expect(404);
    expect(await whenDone(api, await cancelled(api, 'o_1'))).toMatchObject({ state: 'SENT' });
    expect(server.received.map(({ to }) => to)).toEqual([['ada@example.com']]);
    const [row] = await api.db.selectFrom('mails').select('sealed').execute();
    expect(row).toEqual({ sealed: null });
  } finally {
    await api.stop();
    await server.close();
  }
});
