import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { AlipayAccount } from '../../../../src/adapters/refund/alipay/credentials';
import type { Environment } from '../../../../src/adapters/refund/open-channel';

export const APP_ID = '2021000122671080';
export const SELLER_ID = '2088621955681234';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Keys of both sides, made for a test's run: the application's, Alipay's, and those of somebody else. */
export const KEYS = { app: pair(), alipay: pair(), stranger: pair() };

/** A key as Alipay's own tool writes it, without PEM's frame. */
export function bareKey(key: KeyObject): string {
  return key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'der' }).toString('base64');
}

/** The account, as the channel's parts take it. */
export const account: AlipayAccount = {
  appId: APP_ID,
  privateKey: KEYS.app.privateKey,
  publicKey: KEYS.alipay.publicKey,
  sellerId: SELLER_ID,
};

/** The environment of an application; `gateway` is where Alipay is. */
export function environment(gateway: string): Environment {
  return {
    RESCIND_ALIPAY_APP_ID: APP_ID,
    RESCIND_ALIPAY_PRIVATE_KEY: bareKey(KEYS.app.privateKey),
    RESCIND_ALIPAY_PUBLIC_KEY: bareKey(KEYS.alipay.publicKey),
    RESCIND_ALIPAY_SELLER_ID: SELLER_ID,
    RESCIND_ALIPAY_URL: gateway,
  };
}
