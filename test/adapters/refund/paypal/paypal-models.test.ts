import { startFakePaypal, CLIENT_ID, CLIENT_SECRET } from './fake-paypal';
import { violationsOf } from './paypal-models';
import { createPaypalChannel } from '../../../../src/adapters/refund/paypal/adapter';
import { createPaypalClient } from '../../../../src/adapters/refund/paypal/client';

const refund = { id: 'R1', status: 'COMPLETED', amount: { currency_code: 'EUR', value: '1.00' } };

test.each<[string, object, RegExp | undefined]>([
  ['as PayPal says it', {}, undefined],
  ['a number for an amount', { amount: { currency_code: 'EUR', value: 1 } }, /'string' but found 'number'/],
  ['an amount without a currency', { amount: { value: '1.00' } }, /currency/],
  ['a state that there is not', { status: 'DONE' }, /state/],
  ['a field that there is not', { refund_id: 'R1' }, /field/],
])('PayPal’s own client takes or refuses a refund: %s', (_, over, violation) => {
  const found = violationsOf({ ...refund, ...over }, 'refund');
  if (violation === undefined) expect(found).toEqual([]);
  else expect(found.join()).toMatch(violation);
});

test('the fake is held to them: an answer that breaks them is none', async () => {
  const fake = await startFakePaypal();
  try {
    const client = createPaypalClient({ baseUrl: fake.url, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
    const { id } = fake.books.pay('1.00', 'EUR');
    fake.books.nextStatus = 'DONE' as 'COMPLETED';
    const body = { amount: { currency_code: 'EUR', value: '1.00' } };
    const path = `/v2/payments/captures/${id}/refund`;
    expect(await client({ method: 'POST', path, body })).toMatchObject({ status: 500, body: { name: 'BROKEN_MODEL' } });
    const wrong = { amount: { currency_code: 'EUR', value: 1 } };
    expect(await client({ method: 'POST', path, body: wrong })).toMatchObject({ status: 500 });
    expect(createPaypalChannel(client).capabilities.channel).toBe('paypal');
  } finally {
    await fake.stop();
  }
});
