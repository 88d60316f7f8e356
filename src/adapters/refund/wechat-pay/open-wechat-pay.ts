import type { Environment, OpenedChannel } from '../open-channel';
import { readCredentials } from '../read-credentials';
import { createWechatPayChannel } from './adapter';
import { createWechatPayCaller } from './caller';
import { WECHAT_PAY_CAPABILITIES } from './capabilities';
import { wechatPaySchema } from './credentials';
import { wechatPayWebhookReader } from './webhook-reader';

/** Opens WeChat Pay by the environment's `RESCIND_WECHAT_PAY_…`: docs/channels/wechat-pay.md. */
export function openWechatPay(env: Environment): OpenedChannel {
  const read = readCredentials(WECHAT_PAY_CAPABILITIES.channel, wechatPaySchema, env);
  if (read.outcome !== 'read') return read;
  const { credentials } = read;
  const account = {
    mchId: credentials.RESCIND_WECHAT_PAY_MCH_ID,
    serial: credentials.RESCIND_WECHAT_PAY_SERIAL,
    privateKey: credentials.RESCIND_WECHAT_PAY_PRIVATE_KEY,
    platformKeys: credentials.RESCIND_WECHAT_PAY_PLATFORM_KEYS,
    apiV3Key: credentials.RESCIND_WECHAT_PAY_API_V3_KEY,
  };
  const { RESCIND_WECHAT_PAY_URL: baseUrl, RESCIND_WECHAT_PAY_NOTIFY_URL: notifyUrl } = credentials;
  const channel = createWechatPayChannel({
    call: createWechatPayCaller(account, baseUrl === undefined ? {} : { baseUrl }),
    mchId: account.mchId,
    ...(notifyUrl !== undefined && { notifyUrl }),
  });
  return {
    outcome: 'on',
    channel,
    // Any body will do with 200; these are the words that older pages of theirs ask for.
    webhook: {
      read: wechatPayWebhookReader(account),
      acknowledge: { contentType: 'application/json', body: '{"code":"SUCCESS","message":"OK"}' },
    },
  };
}
