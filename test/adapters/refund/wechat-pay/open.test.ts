import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openWechatPay } from '../../../../src/adapters/refund/wechat-pay/open-wechat-pay';
import { temporaryFolder } from '../../../support/temporary-folder';
import { environment } from './accounts';

const env = environment('http://127.0.0.1:9');

test('with its credentials it is on, with a door', () => {
  const opened = openWechatPay(env);
  expect(opened).toMatchObject({ outcome: 'on', channel: { capabilities: { channel: 'wechat-pay' } }, webhook: {} });
});

test('without any it is off, and says what is missing', () => {
  expect(openWechatPay({})).toMatchObject({
    outcome: 'off',
    missing: ['MCH_ID', 'SERIAL', 'PRIVATE_KEY', 'PLATFORM_KEYS', 'API_V3_KEY'].map(
      (name) => `RESCIND_WECHAT_PAY_${name}`,
    ),
  });
});

test('keys may come from files', () => {
  using folder = temporaryFolder();
  const file = path.join(folder.path, 'apiclient_key.pem');
  writeFileSync(file, env['RESCIND_WECHAT_PAY_PRIVATE_KEY'] ?? '');
  const { RESCIND_WECHAT_PAY_PRIVATE_KEY: _, ...rest } = env;
  expect(openWechatPay({ ...rest, RESCIND_WECHAT_PAY_PRIVATE_KEY_FILE: file }).outcome).toBe('on');
});

test.each([
  ['MCH_ID', 'shop'],
  ['SERIAL', 'not a serial'],
  ['PRIVATE_KEY', 'SECRET-VALUE'],
  ['PLATFORM_KEYS', '{}'],
  ['PLATFORM_KEYS', '{"SERIAL12":"SECRET-VALUE"}'],
  ['PLATFORM_KEYS', 'SECRET-VALUE'],
  ['API_V3_KEY', 'SECRET-VALUE'],
  ['NOTIFY_URL', 'http://shop.example/told'],
  ['URL', 'ftp://SECRET-VALUE'],
])('a bad %s (%s) is named, and its value is not repeated', (name, value) => {
  const opened = openWechatPay({ ...env, [`RESCIND_WECHAT_PAY_${name}`]: value });
  expect(opened).toMatchObject({ outcome: 'bad', problems: [{ name: `RESCIND_WECHAT_PAY_${name}` }] });
  expect(JSON.stringify(opened)).not.toContain('SECRET-VALUE');
});
