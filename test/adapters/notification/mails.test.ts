import { sql } from 'kysely';
import { personalDataIn } from '../../support/personal-data';
import { HOUR } from '../persistence/steps/bookshop';
import { CUSTOMER_EMAIL, MERCHANT_EMAIL, openMailDesk, type MailDesk } from './mail-desk';
import type { ReceivedMail } from './mail-server';

let desk: MailDesk;
beforeEach(async () => (desk = await openMailDesk()));
afterEach(() => desk.close());

const subjects = () => desk.server.received.map(({ headers }) => headers['subject']);
const only = (): ReceivedMail => {
  const [mail, ...more] = desk.server.received;
  expect(more).toEqual([]);
  if (mail === undefined) throw new Error('No mail came');
  return mail;
};

describe('a customer', () => {
  it('is told what was received: until when, what then, what comes back and how, with a link of her own', async () => {
    await desk.order('o_1', { name: 'Ada Lovelace' });
    await desk.shop.accepted('o_1');
    await desk.send();
    const { headers, text, html, to, from } = only();
    expect([from, to]).toEqual(['no-reply@shop.example.com', [CUSTOMER_EMAIL]]);
    expect(headers).toMatchObject({
      subject: 'We have your request to cancel order o_1',
      to: `Ada Lovelace <${CUSTOMER_EMAIL}>`,
      'auto-submitted': 'auto-generated',
    });
    expect(headers['message-id']).toMatch(/^<ml_[0-9a-f-]{36}@shop\.example\.com>$/);
    expect(text).toContain('Hello Ada Lovelace,');
    expect(text).toMatch(/The merchant decides on your request until 2026-03-03 12:00 UTC; with no answer, /);
    expect(text).toContain('EUR 45.00 back to the card you paid with through the sandbox provider, ');
    expect(text).toMatch(/- \d × sku/);
    expect(text).toMatch(/https:\/\/rescind\.example\.com\/open#rl_[\w.-]+\n/);
    expect(html).toContain('<a href="https://rescind.example.com/open#rl_');
    expect(html).toContain('<html lang="en">');
  });

  it('is told in Chinese where that is her language', async () => {
    await desk.order('o_1', { name: '王小明', locale: 'zh' });
    await desk.shop.accepted('o_1');
    await desk.send();
    const { headers, text, html } = only();
    expect(headers['subject']).toBe('我们已收到您取消订单 o_1 的申请');
    expect(text).toContain('王小明，您好：');
    expect(text).toContain('EUR 45.00');
    expect(text).toContain('您付款所用的银行卡');
    expect(html).toContain('<html lang="zh-CN">');
  });

  it('is told the rest of the story, each once', async () => {
    await desk.order('o_1');
    const { cancellationId } = await desk.shop.accepted('o_1');
    await desk.send();
    await desk.move(cancellationId, { from: 'AWAITING_DECISION', to: 'OFFERED' });
    await desk.send();
    await desk.move(cancellationId, { from: 'OFFERED', to: 'NEEDS_HUMAN' });
    await desk.send();
    await desk.move(cancellationId, { from: 'NEEDS_HUMAN', to: 'AWAITING_RETURN' });
    await desk.send();
    await desk.move(cancellationId, { from: 'NEEDS_HUMAN', to: 'CLOSED' });
    await desk.send();
    await desk.move(cancellationId, { from: 'CLOSED', to: 'SETTLED' });
    await desk.send();
    // Back and forth again: nothing of it is news, but for money that went out a second time.
    await desk.move(cancellationId, { from: 'NEEDS_HUMAN', to: 'CLOSED' });
    await desk.move(cancellationId, { from: 'REPAIRING', to: 'SETTLED' });
    await desk.send();
    await desk.send();
    expect(subjects()).toEqual([
      'We have your request to cancel order o_1',
      'An offer for your order o_1',
      'Your cancellation of order o_1 takes longer',
      'The parcel of order o_1 could not be stopped',
      'Order o_1 is cancelled, your refund is on its way',
      'Your refund for order o_1 was paid',
      'Your refund for order o_1 was paid',
    ]);
  });

  it('is told of what ended otherwise', async () => {
    for (const [orderId, to] of [
      ['o_1', 'REJECTED'],
      ['o_2', 'WITHDRAWN'],
      ['o_3', 'DENIED'],
    ] as const) {
      await desk.order(orderId);
      const { cancellationId } = await desk.shop.accepted(orderId);
      await desk.move(cancellationId, { from: 'AWAITING_DECISION', to });
    }
    await desk.send();
    expect(subjects().sort()).toEqual([
      'Order o_3 can not be cancelled',
      'Your order o_2 goes ahead',
      'Your request to cancel order o_1 was not approved',
    ]);
    expect((await desk.states()).filter(([, state]) => state === 'SKIPPED')).toHaveLength(3);
  });

  it('gets one mail where all happened at once', async () => {
    await desk.order('o_1');
    const { cancellationId } = await desk.shop.accepted('o_1');
    await desk.move(cancellationId, { from: 'REFUNDING', to: 'CLOSED' });
    await desk.move(cancellationId, { from: 'CLOSED', to: 'SETTLED' });
    await desk.send();
    expect(subjects()).toEqual(['Your refund for order o_1 was paid']);
    expect(await desk.states()).toEqual([
      ['REFUND_SENT', 'SKIPPED', 'OUTDATED'],
      ['REFUND_SETTLED', 'SENT', null],
      ['REQUEST_RECEIVED', 'SKIPPED', 'OUTDATED'],
    ]);
  });

  it('is not told of what happened more than a day before anybody looked', async () => {
    await desk.order('o_1');
    await desk.shop.accepted('o_1');
    desk.pass(24 * HOUR + 60_000);
    await desk.send();
    expect(await desk.states()).toEqual([]);
    expect(await desk.db.selectFrom('outbox').select('event_id').where('mailed_at', 'is', null).execute()).toEqual([]);
  });

  it('gets a code in the language that was asked for, until it has lapsed', async () => {
    await desk.order('o_1', { locale: 'en' });
    await desk.guestCode('o_1', 'zh');
    const [row] = await desk.db.selectFrom('mails').select('sealed').execute();
    expect(row?.sealed?.toString('latin1')).not.toContain('314159');
    await desk.send();
    expect(only().text).toContain('您的验证码： 314159');
    expect(subjects()).toEqual(['您查看订单 o_1 的验证码']);
    await desk.guestCode('o_1');
    desk.pass(10 * 60_000);
    await desk.send();
    expect(desk.server.received).toHaveLength(1);
    const rows = await desk.db.selectFrom('mails').select(['state', 'sealed']).orderBy('state').execute();
    expect(rows).toEqual([
      { state: 'SENT', sealed: null },
      { state: 'SKIPPED', sealed: null },
    ]);
  });
});

describe('a merchant', () => {
  it('is asked to decide, told what happens otherwise, and reminded at half of its time', async () => {
    await desk.shop.putMerchant('m_1', { decisionMs: 48 * HOUR });
    await desk.merchant('m_1', {});
    await desk.shop.putOrder({ orderId: 'o_1' });
    const { cancellationId } = await desk.shop.accepted('o_1');
    await desk.db
      .updateTable('cancellation_parts')
      .set({ deadline: new Date(desk.now().getTime() + 10 * HOUR) })
      .where('cancellation_id', '=', cancellationId)
      .execute();
    await desk.send();
    const { headers, text, to } = only();
    expect([to, headers['subject']]).toEqual([[MERCHANT_EMAIL], 'Please decide: cancellation of order o_1']);
    expect(text).toMatch(/Your decision on order o_1 is needed until .* UTC; with no answer, it /);
    expect(text).toMatch(/https:\/\/rescind\.example\.com\/open#rm_/);
    expect(text).toContain('Opening it decides nothing');
    desk.pass(5 * HOUR - 60_000);
    await desk.send();
    expect(desk.server.received).toHaveLength(1);
    desk.pass(120_000);
    await desk.send();
    expect(subjects()[1]).toBe('Reminder, please decide: cancellation of order o_1');
  });

  it('is not reminded of what it has decided', async () => {
    await desk.merchant('m_1', {});
    await desk.shop.putOrder({ orderId: 'o_1' });
    const { cancellationId } = await desk.shop.accepted('o_1');
    const part = desk.db.updateTable('cancellation_parts').where('cancellation_id', '=', cancellationId);
    await part.set({ deadline: new Date(desk.now().getTime() + 10 * HOUR) }).execute();
    await desk.send();
    await part.set({ state: 'APPROVED' }).execute();
    desk.pass(6 * HOUR);
    await desk.send();
    expect(subjects()).toEqual(['Please decide: cancellation of order o_1']);
    expect(await desk.states()).toContainEqual(['DECISION_REMINDER', 'SKIPPED', 'OUTDATED']);
  });

  it('is told what its silence has decided, and of a withdrawal, at each address that wants it', async () => {
    await desk.merchant(
      'm_1',
      { email: 'all@merchant.example.org' },
      { email: 'withdrawn@merchant.example.org', kinds: ['REQUEST_WITHDRAWN'] },
    );
    await desk.shop.putOrder({ orderId: 'o_1' });
    const { cancellationId } = await desk.shop.accepted('o_1');
    await desk.db.updateTable('cancellation_parts').set({ state: 'APPROVED' }).execute();
    const timedOut = { event: 'DECIDED', merchantId: 'm_1', door: 'TIMEOUT', outcome: 'APPROVED' };
    await desk.move(cancellationId, { from: 'AWAITING_DECISION', to: 'AWAITING_DECISION', ...timedOut });
    await desk.move(cancellationId, { from: 'AWAITING_DECISION', to: 'WITHDRAWN' });
    await desk.send();
    const told = desk.server.received.map(({ to, headers }) => `${to.join()} ${headers['subject']}`).sort();
    expect(told).toEqual([
      'all@merchant.example.org Order o_1 goes ahead',
      'all@merchant.example.org The cancellation of order o_1 was decided without you',
      'withdrawn@merchant.example.org Order o_1 goes ahead',
    ]);
  });

  it('learns nothing of another merchant', async () => {
    await desk.merchant('m_2', {});
    await desk.shop.putOrder({ orderId: 'o_1' });
    const { cancellationId } = await desk.shop.accepted('o_1');
    const [first, second] = [2, 3].map((days) => new Date(Date.UTC(2099, 0, days, 7, 7)));
    for (const [merchantId, deadline] of [
      ['m_1', first],
      ['m_2', second],
    ] as const) {
      const part = desk.db.updateTable('cancellation_parts').where('merchant_id', '=', merchantId);
      await part.set({ deadline: deadline ?? null }).execute();
    }
    await desk.send();
    const { text } = only();
    expect(text).toContain('until 2099-01-03 07:07 UTC');
    expect(text).not.toMatch(/m_1|2099-01-02/);
    const { refund } = await desk.shop.row(cancellationId);
    expect(text).not.toContain((refund / 100).toFixed(2));
  });
});

describe('switches', () => {
  it('of the shop and of the merchant hold beside each other, and contacts that want nothing get nothing', async () => {
    const tell = async (orderId: string) => {
      await desk.order(orderId);
      await desk.shop.accepted(orderId);
      await desk.db
        .updateTable('cancellation_parts')
        .set({ deadline: new Date(desk.now().getTime() + HOUR / 2) })
        .execute();
      await desk.send();
      return desk.server.received.splice(0).map(({ to }) => to.join());
    };
    await desk.merchant('m_1', {});
    expect((await tell('o_1')).sort()).toEqual([CUSTOMER_EMAIL, MERCHANT_EMAIL]);
    await desk.contacts.switchMails({ shopId: 'shop_1' }, { customer: false });
    expect(await tell('o_2')).toEqual([MERCHANT_EMAIL]);
    await desk.contacts.switchMails({ shopId: 'shop_1', merchantId: 'm_1' }, { merchant: false });
    expect(await tell('o_3')).toEqual([]);
    const now = await desk.contacts.switchMails({ shopId: 'shop_1' }, { customer: true });
    expect(now).toEqual({ customer: true, merchant: true });
    expect(await tell('o_4')).toEqual([CUSTOMER_EMAIL]);
  });
});

describe('what comes from outside', () => {
  it.each([
    ['Eve\r\nBcc: victim@example.com', 'Hello,'],
    ['<img src=x onerror=alert(1)>', 'Hello,'],
    ['Win at evil.example.com', 'Hello,'],
    ["D'Arcy O’Neil Jr.", "Hello D'Arcy O’Neil Jr.,"],
  ])('in the name %j is greeted as %j and makes no header', async (name, greeting) => {
    await desk.order('o_1', { name });
    await desk.shop.accepted('o_1');
    await desk.send();
    const { headers, text, html, to } = only();
    expect(to).toEqual([CUSTOMER_EMAIL]);
    expect(headers).not.toHaveProperty('bcc');
    expect(text.startsWith(`${greeting}\n`)).toBe(true);
    expect(html).not.toContain('<img');
  });

  it('in a title is escaped, and begins no line', async () => {
    await desk.order('o_1');
    await desk.db
      .updateTable('order_lines')
      .set({ title: 'A <script>x</script>\n\nhttps://evil.example/ "&' })
      .execute();
    await desk.shop.accepted('o_1');
    await desk.send();
    const { text, html } = only();
    expect(text).not.toMatch(/^https:\/\/evil/m);
    expect(text).toContain('× A <script>x</script> https://evil.example/ "&');
    expect(html).toContain('A &lt;script&gt;x&lt;/script&gt; https://evil.example/ &quot;&amp;');
    expect(html).not.toContain('<script');
  });
});

it('no address and no name is in clear anywhere in the database', async () => {
  await desk.order('o_1', { name: 'Ada Lovelace' });
  await desk.merchant('m_1', { name: 'Charles Babbage' });
  await desk.shop.accepted('o_1');
  await desk.send();
  expect(desk.server.received.length).toBeGreaterThan(0);
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(desk.db);
  expect(rows.length).toBeGreaterThan(40);
  for (const { name } of rows) {
    const found = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(name)} t`.execute(
      desk.db,
    );
    for (const { row } of found.rows) {
      expect([name, /ada\.lovelace|Lovelace|Babbage|orders@merchant/i.test(row)]).toEqual([name, false]);
      expect([name, personalDataIn(row.replace(/\\\\x[0-9a-f]+/g, ''))].join()).not.toContain('e-mail');
    }
  }
});
