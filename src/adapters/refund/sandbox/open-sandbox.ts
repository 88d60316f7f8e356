import { z } from 'zod';
import type { Environment, OpenedChannel } from '../open-channel';
import { readCredentials } from '../read-credentials';
import { createSandboxRefundChannel } from './adapter';
import { sandboxWebhookReader } from './webhook-reader';

const credentials = z.object({
  RESCIND_PAYMENTS_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }),
  RESCIND_WEBHOOK_SECRET: z.string().min(16, 'must have 16 characters or more').optional(),
  RESCIND_WEBHOOK_SECRET_PREVIOUS: z.string().min(16, 'must have 16 characters or more').optional(),
});

/** The sandbox payment provider, where it runs. Its messages are taken where there is a secret to check them by. */
export function openSandbox(env: Environment): OpenedChannel {
  const read = readCredentials('sandbox', credentials, env);
  if (read.outcome !== 'read') return read;
  const { RESCIND_PAYMENTS_URL, RESCIND_WEBHOOK_SECRET, RESCIND_WEBHOOK_SECRET_PREVIOUS } = read.credentials;
  const secrets = [RESCIND_WEBHOOK_SECRET, RESCIND_WEBHOOK_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  return {
    outcome: 'on',
    channel: createSandboxRefundChannel({ baseUrl: RESCIND_PAYMENTS_URL }),
    webhook: { read: sandboxWebhookReader(secrets) },
  };
}
