import { z } from 'zod';
import type { Environment, OpenedChannel } from '../open-channel';
import { readCredentials } from '../read-credentials';
import { createAdyenChannel } from './adapter';
import { ADYEN_CAPABILITIES } from './capabilities';
import { createModificationsApi } from './checkout-client';
import { createAdyenDoor } from './webhook-door';

const TEST = 'https://checkout-test.adyen.com/v72';

const hmacKey = z.string().regex(/^[0-9A-Fa-f]{64}$/, 'is not 64 hexadecimal digits');

const credentialsSchema = z
  .object({
    RESCIND_ADYEN_API_KEY: z.string().regex(/^[\x21-\x7e]+$/, 'has characters that no key has'),
    RESCIND_ADYEN_MERCHANT_ACCOUNT: z.string().regex(/^[^:\s]{1,100}$/, 'is no merchant account'),
    RESCIND_ADYEN_HMAC_KEY: hmacKey,
    RESCIND_ADYEN_HMAC_KEY_PREVIOUS: hmacKey.optional(),
    RESCIND_ADYEN_LIVE_PREFIX: z
      .string()
      .regex(/^[0-9A-Za-z-]{1,60}$/, 'is no prefix of an address')
      .optional(),
    RESCIND_ADYEN_URL: z.url({ protocol: /^https?$/, error: 'is no http or https address' }).optional(),
    RESCIND_ADYEN_WEBHOOK_USER: z.string().optional(),
    RESCIND_ADYEN_WEBHOOK_PASSWORD: z.string().optional(),
  })
  .refine(
    ({ RESCIND_ADYEN_WEBHOOK_USER: user, RESCIND_ADYEN_WEBHOOK_PASSWORD: password }) =>
      (user === undefined) === (password === undefined),
    { path: ['RESCIND_ADYEN_WEBHOOK_PASSWORD'], error: 'goes with a user, both or none' },
  );

/**
 * Opens Adyen with the credentials of the environment. Its test platform, unless there is the
 * prefix of a live account or an address.
 */
export function openAdyen(env: Environment): OpenedChannel {
  const read = readCredentials(ADYEN_CAPABILITIES.channel, credentialsSchema, env);
  if (read.outcome !== 'read') return read;
  const { credentials } = read;
  const prefix = credentials.RESCIND_ADYEN_LIVE_PREFIX;
  const platform = prefix === undefined ? TEST : `https://${prefix}-checkout-live.adyenpayments.com/checkout/v72`;
  const merchantAccount = credentials.RESCIND_ADYEN_MERCHANT_ACCOUNT;
  const api = createModificationsApi({
    baseUrl: credentials.RESCIND_ADYEN_URL ?? platform,
    apiKey: credentials.RESCIND_ADYEN_API_KEY,
  });
  const keys = [credentials.RESCIND_ADYEN_HMAC_KEY, credentials.RESCIND_ADYEN_HMAC_KEY_PREVIOUS];
  const { RESCIND_ADYEN_WEBHOOK_USER: user, RESCIND_ADYEN_WEBHOOK_PASSWORD: password } = credentials;
  const webhook = createAdyenDoor({
    merchantAccount,
    hmacKeys: keys.filter((key) => key !== undefined),
    ...(user !== undefined && password !== undefined && { basic: `${user}:${password}` }),
  });
  return { outcome: 'on', channel: createAdyenChannel({ api, merchantAccount }), webhook };
}
