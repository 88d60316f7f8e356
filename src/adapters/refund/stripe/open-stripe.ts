import { z } from 'zod';
import type { Environment, OpenedChannel } from '../open-channel';
import { readCredentials } from '../read-credentials';
import { createStripeRefundChannel } from './adapter';
import { stripeWebhookReader } from './webhook-reader';

const webhookSecret = z.string().regex(/^whsec_\S{8,}$/, 'must be a signing secret that begins with whsec_');

const credentials = z.object({
  RESCIND_STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_\w{8,}$/, 'must be a secret or restricted key, which begins with sk_ or rk_'),
  RESCIND_STRIPE_WEBHOOK_SECRET: webhookSecret,
  RESCIND_STRIPE_WEBHOOK_SECRET_PREVIOUS: webhookSecret.optional(),
  RESCIND_STRIPE_ACCOUNT: z
    .string()
    .regex(/^acct_\w+$/, 'must be the id of a connected account, which begins with acct_')
    .optional(),
  RESCIND_STRIPE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
});

/** Stripe, where its secret key and the secret of its webhook are given. */
export function openStripe(env: Environment): OpenedChannel {
  const read = readCredentials('stripe', credentials, env);
  if (read.outcome !== 'read') return read;
  const given = read.credentials;
  const { RESCIND_STRIPE_URL: baseUrl } = given;
  const account = given.RESCIND_STRIPE_ACCOUNT === undefined ? {} : { account: given.RESCIND_STRIPE_ACCOUNT };
  const secrets = [given.RESCIND_STRIPE_WEBHOOK_SECRET, given.RESCIND_STRIPE_WEBHOOK_SECRET_PREVIOUS].filter(
    (secret) => secret !== undefined,
  );
  return {
    outcome: 'on',
    channel: createStripeRefundChannel({
      secretKey: given.RESCIND_STRIPE_SECRET_KEY,
      ...account,
      ...(baseUrl !== undefined && { baseUrl }),
    }),
    webhook: { read: stripeWebhookReader({ secrets, ...account }) },
  };
}
