import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Environment } from '../../../../src/adapters/refund/open-channel';
import type { WechatPayAccount } from '../../../../src/adapters/refund/wechat-pay/credentials';

export const MCH_ID = '1900000109';
export const SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
export const PLATFORM_SERIAL = 'PUB_KEY_ID_0119000001092026112200000000000001';
/** The platform key that comes after it. */
export const NEXT_SERIAL = '7132D72A03E93CDDF8C03BBD1F37EEDF';
export const API_V3_KEY = 'apiv3keyapiv3keyapiv3keyapiv3key';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * Keys of both sides, made for a test's run: the merchant's, WeChat Pay's two live ones, and those of somebody else.
 */
export const KEYS = { merchant: pair(), platform: pair(), next: pair(), stranger: pair() };

/** A key as a PEM file has it. */
export function pemOf(key: KeyObject): string {
  return key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();
}

/** The environment of a merchant; `url` is where WeChat Pay is. */
export function environment(url: string): Environment {
  return {
    RESCIND_WECHAT_PAY_MCH_ID: MCH_ID,
    RESCIND_WECHAT_PAY_SERIAL: SERIAL,
    RESCIND_WECHAT_PAY_PRIVATE_KEY: pemOf(KEYS.merchant.privateKey),
    RESCIND_WECHAT_PAY_PLATFORM_KEYS: JSON.stringify({
      [PLATFORM_SERIAL]: pemOf(KEYS.platform.publicKey),
      [NEXT_SERIAL]: pemOf(KEYS.next.publicKey),
    }),
    RESCIND_WECHAT_PAY_API_V3_KEY: API_V3_KEY,
    RESCIND_WECHAT_PAY_URL: url,
  };
}

/** The same, as the channel's parts take it. */
export const account: WechatPayAccount = {
  mchId: MCH_ID,
  serial: SERIAL,
  privateKey: KEYS.merchant.privateKey,
  platformKeys: new Map([
    [PLATFORM_SERIAL, KEYS.platform.publicKey],
    [NEXT_SERIAL, KEYS.next.publicKey],
  ]),
  apiV3Key: Buffer.from(API_V3_KEY),
};
