import { openAlipay } from '../../../../src/adapters/refund/alipay/open-alipay';
import { environment, KEYS } from './accounts';

const env = environment('http://127.0.0.1:9/gateway.do');

test('with its credentials it is on, with a door that answers what Alipay wants to hear', () => {
  expect(openAlipay(env)).toMatchObject({
    outcome: 'on',
    channel: { capabilities: { channel: 'alipay', windowMs: 365 * 86_400_000 } },
    webhook: { acknowledge: { contentType: 'text/plain', body: 'success' } },
  });
});

test('the window is the contract’s', () => {
  const opened = openAlipay({ ...env, RESCIND_ALIPAY_WINDOW_DAYS: '90' });
  expect(opened).toMatchObject({ channel: { capabilities: { windowMs: 90 * 86_400_000 } } });
});

test.each([
  ['pkcs8', 'pem'],
  ['pkcs1', 'pem'],
  ['pkcs1', 'der'],
] as const)('the application’s key may be %s in %s', (type, format) => {
  const { privateKey } = KEYS.app;
  const text =
    format === 'pem' ? privateKey.export({ type, format }) : privateKey.export({ type, format }).toString('base64');
  expect(openAlipay({ ...env, RESCIND_ALIPAY_PRIVATE_KEY: String(text) }).outcome).toBe('on');
});

test('without any it is off, and says what is missing', () => {
  const missing = ['APP_ID', 'PRIVATE_KEY', 'PUBLIC_KEY'].map((name) => `RESCIND_ALIPAY_${name}`);
  expect(openAlipay({})).toEqual({ outcome: 'off', channel: 'alipay', missing });
});

test.each([
  ['APP_ID', 'shop'],
  ['PRIVATE_KEY', 'SECRET-VALUE'],
  ['PUBLIC_KEY', 'SECRET-VALUE'],
  ['SELLER_ID', '1'],
  ['WINDOW_DAYS', '0'],
  ['WINDOW_DAYS', 'a year'],
  ['URL', 'ftp://SECRET-VALUE'],
])('a bad %s (%s) is named, and its value is not repeated', (name, value) => {
  const opened = openAlipay({ ...env, [`RESCIND_ALIPAY_${name}`]: value });
  expect(opened).toMatchObject({ outcome: 'bad', problems: [{ name: `RESCIND_ALIPAY_${name}` }] });
  expect(JSON.stringify(opened)).not.toContain('SECRET-VALUE');
});
