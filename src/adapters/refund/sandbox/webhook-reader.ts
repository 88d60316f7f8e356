import type { ChannelNews } from '../../../ports/refund-book';
import type { WebhookDelivery, WebhookRefusal } from '../../../ports/refund-webhooks';
import type { WebhookReader } from '../refund-webhooks';
import { SANDBOX_CAPABILITIES } from './capabilities';
import { verify } from './webhook';

/** Reads the sandbox provider's messages: signed with one of these secrets, and no older than it allows. */
export function sandboxWebhookReader(secrets: readonly string[], clock: () => number = Date.now): WebhookReader {
  return (delivery) => Promise.resolve(read(delivery, secrets, clock()));
}

function read(
  { body, headers }: WebhookDelivery,
  secrets: readonly string[],
  now: number,
): readonly ChannelNews[] | WebhookRefusal {
  const verdict = verify({ rawBody: body, headers }, secrets, now);
  if (!verdict.ok) {
    const code = verdict.code === 'EVENT_UNREADABLE' ? 'WEBHOOK_UNREADABLE' : 'WEBHOOK_SIGNATURE_INVALID';
    return { outcome: 'refused', code };
  }
  const { id, refund } = verdict.event;
  const { amount, currency } = refund;
  const answer = {
    outcome: refund.state,
    providerRef: refund.id,
    ...(refund.code === undefined ? {} : { code: refund.code }),
  };
  const about = { source: SANDBOX_CAPABILITIES.channel, eventId: id, body: verdict.event, reference: refund.reference };
  return [{ refund: { ...about, answer, amount, currency, sourceId: refund.payment } }];
}
