import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** What a merchant account of WeChat Pay is spoken to with. */
export interface WechatPayAccount {
  readonly mchId: string;
  /** Serial of the merchant's own certificate. */
  readonly serial: string;
  readonly privateKey: KeyObject;
  /** WeChat Pay's public keys by their serial, or by their id `PUB_KEY_ID_…`: two while one is replaced. */
  readonly platformKeys: ReadonlyMap<string, KeyObject>;
  /** Opens what messages carry; 32 bytes. */
  readonly apiV3Key: Buffer;
}

const NOT_A_KEY = 'is no RSA private key in PEM';
const NOT_KEYS = 'is no JSON object of serials and RSA public keys or certificates in PEM';

const privateKey = z
  .string()
  .transform((pem, context) => rsa(() => createPrivateKey(pem)) ?? issue(context, NOT_A_KEY));

const platformKeys = z.string().transform((text, context) => {
  const given = z.record(z.string().min(1), z.string()).safeParse(parse(text));
  if (!given.success) return issue(context, NOT_KEYS);
  const keys = new Map<string, KeyObject>();
  for (const [serial, pem] of Object.entries(given.data)) {
    const key = rsa(() => createPublicKey(pem));
    if (key === undefined) return issue(context, NOT_KEYS);
    keys.set(serial, key);
  }
  return keys.size === 0 ? issue(context, NOT_KEYS) : keys;
});

const apiV3Key = z.string().transform((text, context) => {
  const key = Buffer.from(text);
  return key.length === 32 ? key : issue(context, 'is not 32 bytes long');
});

/** The variables of the channel: docs/channels/wechat-pay.md. No problem that it names repeats a value. */
export const wechatPaySchema = z.object({
  RESCIND_WECHAT_PAY_MCH_ID: z.string().regex(/^\d{8,32}$/, 'is no merchant number'),
  RESCIND_WECHAT_PAY_SERIAL: z.string().regex(/^[0-9A-Za-z]{8,64}$/, 'is no certificate serial'),
  RESCIND_WECHAT_PAY_PRIVATE_KEY: privateKey,
  RESCIND_WECHAT_PAY_PLATFORM_KEYS: platformKeys,
  RESCIND_WECHAT_PAY_API_V3_KEY: apiV3Key,
  RESCIND_WECHAT_PAY_NOTIFY_URL: z.url({ protocol: /^https$/, error: 'is no https address' }).optional(),
  RESCIND_WECHAT_PAY_URL: z.url({ protocol: /^https?$/, error: 'is no address' }).optional(),
});

function rsa(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read();
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}

function issue(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
