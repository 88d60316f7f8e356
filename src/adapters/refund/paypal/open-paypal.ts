import { z } from 'zod';
import type { Environment, OpenedChannel } from '../open-channel';
import { readCredentials } from '../read-credentials';
import { createPaypalChannel } from './adapter';
import { PAYPAL_CAPABILITIES } from './capabilities';
import { createPaypalClient } from './client';
import { createPaypalDoor } from './webhook-door';

const LIVE = 'https://api-m.paypal.com';

const credentialsSchema = z.object({
  RESCIND_PAYPAL_CLIENT_ID: z.string().regex(/^[\x21-\x39\x3b-\x7e]+$/, 'is no client id'),
  RESCIND_PAYPAL_CLIENT_SECRET: z.string().regex(/^[\x21-\x7e]+$/, 'has characters that no secret has'),
  RESCIND_PAYPAL_WEBHOOK_ID: z.string().regex(/^[A-Za-z0-9]{1,50}$/, 'is no id of a webhook'),
  RESCIND_PAYPAL_URL: z.url({ protocol: /^https?$/, error: 'is no http or https address' }).optional(),
});

/**
 * Opens PayPal with the credentials of the environment: a REST app's, and the id of its webhook.
 * Live unless an address says otherwise.
 */
export function openPaypal(env: Environment): OpenedChannel {
  const read = readCredentials(PAYPAL_CAPABILITIES.channel, credentialsSchema, env);
  if (read.outcome !== 'read') return read;
  const { credentials } = read;
  const call = createPaypalClient({
    baseUrl: credentials.RESCIND_PAYPAL_URL ?? LIVE,
    clientId: credentials.RESCIND_PAYPAL_CLIENT_ID,
    clientSecret: credentials.RESCIND_PAYPAL_CLIENT_SECRET,
  });
  const webhook = createPaypalDoor({ call, webhookId: credentials.RESCIND_PAYPAL_WEBHOOK_ID });
  return { outcome: 'on', channel: createPaypalChannel(call), webhook };
}
