import type { WebhookReader } from '../refund-webhooks';
import { SANDBOX_CAPABILITIES } from './capabilities';
import { verify } from './webhook';

/** Reads the sandbox provider's messages: signed with one of these secrets, and no older than it allows. */
export function sandboxWebhookReader(secrets: readonly string[], clock: () => number = Date.now): WebhookReader {
  return ({ body, headers }) => {
    const verdict = verify({ rawBody: body, headers }, secrets, clock());
    if (!verdict.ok) {
      const code = verdict.code === 'EVENT_UNREADABLE' ? 'WEBHOOK_UNREADABLE' : 'WEBHOOK_SIGNATURE_INVALID';
      return { outcome: 'refused', code };
    }
    const { id, refund } = verdict.event;
    return {
      source: SANDBOX_CAPABILITIES.channel,
      eventId: id,
      body: verdict.event,
      reference: refund.reference,
      answer: {
        outcome: refund.state,
        providerRef: refund.id,
        ...(refund.code === undefined ? {} : { code: refund.code }),
      },
      amount: refund.amount,
      currency: refund.currency,
      sourceId: refund.payment,
    };
  };
}
