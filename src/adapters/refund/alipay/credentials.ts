import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** An application of Alipay's open platform, and the account that it sells for. */
export interface AlipayAccount {
  readonly appId: string;
  /** The application's own key. */
  readonly privateKey: KeyObject;
  /** Alipay's key, not the application's public one: the two are easily confused. */
  readonly publicKey: KeyObject;
  /** The account that is paid, 2088…; absent: not checked. */
  readonly sellerId?: string;
}

/** Alipay's key tool writes bare base64, PKCS#8 for Java and PKCS#1 for others; everybody else writes PEM. */
const privateKey = z
  .string()
  .transform(
    (text, context) =>
      firstRsa([
        () => createPrivateKey(text),
        () => createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }),
        () => createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs1' }),
      ]) ?? issue(context, 'is no RSA private key, neither in PEM nor in base64'),
  );

const publicKey = z
  .string()
  .transform(
    (text, context) =>
      firstRsa([
        () => createPublicKey(text),
        () => createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' }),
      ]) ?? issue(context, 'is no RSA public key, neither in PEM nor in base64'),
  );

/** The variables of the channel: docs/channels/alipay.md. No problem that it names repeats a value. */
export const alipaySchema = z.object({
  RESCIND_ALIPAY_APP_ID: z.string().regex(/^\d{8,32}$/, 'is no application number'),
  RESCIND_ALIPAY_PRIVATE_KEY: privateKey,
  RESCIND_ALIPAY_PUBLIC_KEY: publicKey,
  RESCIND_ALIPAY_SELLER_ID: z
    .string()
    .regex(/^2088\d{12}$/, 'is no account number 2088…')
    .optional(),
  RESCIND_ALIPAY_WINDOW_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'is no number of days')
    .transform(Number)
    .optional(),
  RESCIND_ALIPAY_URL: z.url({ protocol: /^https?$/, error: 'is no address' }).optional(),
});

function firstRsa(ways: readonly (() => KeyObject)[]): KeyObject | undefined {
  for (const way of ways) {
    try {
      const key = way();
      if (key.asymmetricKeyType === 'rsa') return key;
    } catch {
      // Another form, maybe.
    }
  }
  return undefined;
}

function issue(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
