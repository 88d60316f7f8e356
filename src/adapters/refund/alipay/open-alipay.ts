import type { Environment, OpenedChannel } from '../open-channel';
import { readCredentials } from '../read-credentials';
import { createAlipayChannel } from './adapter';
import { createAlipayCaller } from './caller';
import { alipayCapabilities } from './capabilities';
import { alipaySchema } from './credentials';
import { createAlipaySdk } from './sdk';
import { alipayWebhookReader } from './webhook-reader';

/** Opens Alipay by the environment's `RESCIND_ALIPAY_…`: docs/channels/alipay.md. */
export function openAlipay(env: Environment): OpenedChannel {
  const read = readCredentials('alipay', alipaySchema, env);
  if (read.outcome !== 'read') return read;
  const { credentials } = read;
  const { RESCIND_ALIPAY_APP_ID: appId, RESCIND_ALIPAY_SELLER_ID: sellerId, RESCIND_ALIPAY_URL: gateway } = credentials;
  const account = {
    appId,
    privateKey: credentials.RESCIND_ALIPAY_PRIVATE_KEY,
    publicKey: credentials.RESCIND_ALIPAY_PUBLIC_KEY,
    ...(sellerId !== undefined && { sellerId }),
  };
  const sdk = createAlipaySdk(account, gateway === undefined ? {} : { gateway });
  const call = createAlipayCaller(sdk);
  const door = { sdk, call, appId, ...(sellerId !== undefined && { sellerId }) };
  return {
    outcome: 'on',
    channel: createAlipayChannel(call, alipayCapabilities(credentials.RESCIND_ALIPAY_WINDOW_DAYS)),
    webhook: { read: alipayWebhookReader(door), acknowledge: { contentType: 'text/plain', body: 'success' } },
  };
}
