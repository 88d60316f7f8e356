import { createContacts } from '../../../src/adapters/persistence/mail/contacts';
import { readDataKeys } from '../../../src/adapters/secrets/data-keys';
import { createKeyedHash } from '../../../src/adapters/secrets/keyed-hash';
import { createSealer } from '../../../src/adapters/secrets/sealer';
import { accept } from '../../../src/adapters/persistence/steps/accept';
import { NOW, requestFor } from '../../adapters/persistence/steps/bookshop';
import { orderBody } from '../order-body';
import { SHOP, startApi, type TestApi } from '../start-api';

const DATA_KEYS = `k1:${Buffer.alloc(32, 3).toString('base64')}`;
const EMAIL = 'Ada.Lovelace@customers.example.com';
const CONTACT = { email: EMAIL, name: 'Ada Lovelace', locale: 'zh' };

let api: TestApi;
beforeAll(async () => (api = await startApi({ env: { RESCIND_DATA_KEYS: DATA_KEYS } })));
afterAll(() => api.stop());

const put = (orderId: string, body: object, status = 200) =>
  api.as('service').put(`/v1/orders/${orderId}`).send(orderBody(body)).expect(status);
const contactOf = async (orderId: string): Promise<unknown> =>
  (await api.as('support').get(`/v1/orders/${orderId}/contact`).expect(200)).body;

describe('an order’s contact', () => {
  it('comes with the order, and is shown by a hint alone', async () => {
    const { text } = await put('o_1', { contact: CONTACT });
    expect(text).not.toMatch(/lovelace|customers\.example/i);
    expect(await contactOf('o_1')).toEqual({ contact: { hint: 'A…@c….com', locale: 'zh' } });
    const customer = await api.customerOf('o_1');
    expect((await customer.get('/v1/orders/o_1/contact').expect(200)).body).toEqual(await contactOf('o_1'));
    const order = await api.as('support').get('/v1/orders/o_1').expect(200);
    expect(order.text).not.toMatch(/contact|hint|lovelace/i);
  });

  it('is no part of the order’s content: it changes under the same version, and once the order is frozen', async () => {
    await put('o_2', { version: 3 });
    expect(await contactOf('o_2')).toEqual({});
    expect((await put('o_2', { version: 3, contact: CONTACT })).body).toMatchObject({ outcome: 'unchanged' });
    expect(await contactOf('o_2')).toMatchObject({ contact: { locale: 'zh' } });
    expect(await accept(api.db, { clock: () => NOW })(requestFor('o_2'))).toMatchObject({ outcome: 'accepted' });
    const other = { email: 'grace@example.org' };
    expect((await put('o_2', { version: 3, contact: other })).body).toMatchObject({ outcome: 'unchanged' });
    expect(await contactOf('o_2')).toEqual({ contact: { hint: 'g…@e….org', locale: 'en' } });
    await put('o_2', { version: 3 });
    expect(await contactOf('o_2')).toMatchObject({ contact: { hint: 'g…@e….org' } });
    await put('o_2', { version: 2, contact: CONTACT }, 409);
    expect(await contactOf('o_2')).toMatchObject({ contact: { hint: 'g…@e….org' } });
  });

  it('is sealed, is compared whatever letters are capital, and is gone once it is erased', async () => {
    await put('o_3', { contact: CONTACT });
    const row = () =>
      api.db.selectFrom('order_contacts').selectAll().where('order_id', '=', 'o_3').executeTakeFirstOrThrow();
    const { sealed, email_hash } = await row();
    expect(sealed?.toString('latin1')).not.toMatch(/lovelace/i);
    expect(email_hash).toMatch(/^k1:[0-9a-f]{64}$/);
    const contacts = ownContacts();
    const ref = { shopId: SHOP, orderId: 'o_3' };
    expect(await contacts.isOfOrder(ref, ` ${EMAIL.toUpperCase()} `)).toBe(true);
    expect(await contacts.isOfOrder(ref, 'ada@customers.example.com')).toBe(false);
    expect(await contacts.isOfOrder({ ...ref, orderId: 'o_9' }, EMAIL)).toBe(false);
    await api.as('merchant').delete('/v1/orders/o_3/contact').expect(403);
    await api.as('support').delete('/v1/orders/o_3/contact').expect(204);
    await api.as('support').delete('/v1/orders/o_3/contact').expect(204);
    expect(await row()).toMatchObject({ sealed: null, email_hash: null, hint: null });
    expect(await contactOf('o_3')).toEqual({});
    expect(await contacts.isOfOrder(ref, EMAIL)).toBe(false);
    await api.as('support').delete('/v1/orders/o_9/contact').expect(404);
  });

  it.each([
    ['contact.email', { email: 'nobody' }],
    ['contact.email', { email: 'a@example.com\r\nBcc: b@example.com' }],
    ['contact.email', { email: `${'a'.repeat(250)}@example.com` }],
    ['contact.email', { email: `${'a'.repeat(65)}@example.com` }],
    ['contact.email', { email: 'a@example.com, b@example.com' }],
    ['contact.name', { email: EMAIL, name: 'Ada\r\nBcc: b@example.com' }],
    ['contact.name', { email: EMAIL, name: '' }],
    ['contact.locale', { email: EMAIL, locale: 'fr' }],
    ['contact', { email: EMAIL, phone: '1' }],
  ])('is refused with a wrong %s, without saying what it was', async (param, contact) => {
    const { body, text } = await put('o_4', { contact }, 400);
    expect(body).toMatchObject({ code: 'INVALID_REQUEST', param });
    expect(text).not.toMatch(/lovelace|bcc:|nobody/i);
  });
});

describe('a merchant’s contacts', () => {
  const policy = { ...policyOf(), policyId: 'p' };
  const send = (body: object, status = 200) =>
    api
      .as('service')
      .put('/v1/merchants/m_7')
      .send({ policy, ...body })
      .expect(status);
  const rows = () =>
    api.db.selectFrom('merchant_contacts').selectAll().where('merchant_id', '=', 'm_7').orderBy('hint').execute();

  it('come with the merchant, keep their ids, and stay as they were where nothing is said', async () => {
    const first = { email: 'a@m.example.com', kinds: ['DECISION_ASKED'] };
    const { text } = await send({ contacts: [first, { email: 'b@m.example.com' }] });
    expect(text).not.toContain('m.example.com');
    const before = await rows();
    expect(before.map(({ hint, kinds }) => [hint, kinds])).toEqual([
      ['a…@m….com', ['DECISION_ASKED']],
      ['b…@m….com', []],
    ]);
    await send({});
    expect(await rows()).toEqual(before);
    await send({ contacts: [{ email: 'A@M.example.com' }] });
    const after = await rows();
    expect(after.map(({ contact_id }) => contact_id)).toEqual([before[0]?.contact_id]);
    await send({ contacts: [] });
    expect(await rows()).toEqual([]);
    await send({ contacts: [{ email: 'a@m.example.com' }, { email: 'A@m.example.com' }] }, 400);
  });

  it('and the switches, of merchant and shop, leave the policy’s version as it is', async () => {
    const { body } = await send({ notifications: { customer: false } });
    const again = await send({
      notifications: { customer: true, merchant: false },
      contacts: [{ email: 'c@m.example.com' }],
    });
    expect(again.body).toMatchObject({
      outcome: 'unchanged',
      policyVersion: (body as { policyVersion: number }).policyVersion,
    });
    const { mail_customer, mail_merchant } = await api.db
      .selectFrom('merchants')
      .selectAll()
      .where('merchant_id', '=', 'm_7')
      .executeTakeFirstOrThrow();
    expect([mail_customer, mail_merchant]).toEqual([true, false]);
    const call = (sent: object) => api.as('service').put('/v1/notifications').send(sent);
    expect((await call({ merchant: false }).expect(200)).body).toEqual({ customer: true, merchant: false });
    expect((await call({ merchant: true }).expect(200)).body).toEqual({ customer: true, merchant: true });
    await call({ sms: true }).expect(400);
  });
});

it('nothing is stored where there are no data keys: neither contact nor order', async () => {
  const bare = await startApi();
  try {
    const call = bare
      .as('service')
      .put('/v1/orders/o_1')
      .send(orderBody({ contact: CONTACT }));
    const { body, text } = await call.expect(503);
    expect(body).toMatchObject({ code: 'DATA_KEYS_MISSING' });
    expect(text).not.toMatch(/lovelace/i);
    await bare.as('service').get('/v1/orders/o_1').expect(404);
  } finally {
    await bare.stop();
  }
});

/** Contacts as another process would open them, by the same keys. */
function ownContacts() {
  const read = readDataKeys({ RESCIND_DATA_KEYS: DATA_KEYS });
  if (read.outcome !== 'read') throw new Error(read.outcome);
  return createContacts(api.db, { sealer: createSealer(read.keys), hash: createKeyedHash(read.keys) });
}

function policyOf() {
  return {
    ...{ requestWindowMinutes: null, graceMinutes: 0, approvalNeeded: true, decisionMs: 60_000 },
    ...{ businessHoursOnly: false, onTimeout: 'APPROVE', onNotStopped: 'END', interceptInTransit: true },
    ...{ returnMs: 60_000, partsCancellable: true, shippingFee: 'PRORATED', tenderOrder: 'PROPORTIONAL' },
    ...{ stock: 'RELEASE', fees: [] },
  };
}
