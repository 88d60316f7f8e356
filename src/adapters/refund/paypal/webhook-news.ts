import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { ChannelNews, PaymentNews } from '../../../ports/refund-book';
import { isOwnKey } from '../own-key';
import { PAYPAL_CAPABILITIES } from './capabilities';
import { disputeNews } from './dispute-news';
import { fromPaypalMoney } from './money';
import { REFUND_OUTCOMES } from './refund-answer';
import { parentOf } from './resources';
import type { PaypalEvent } from './webhook-event';

const source = PAYPAL_CAPABILITIES.channel;

/** What an event of PayPal's says: of a refund of ours, of a payment, or nothing that concerns us. */
export function newsOf(event: PaypalEvent): readonly ChannelNews[] {
  switch (event.event_type) {
    case 'PAYMENT.CAPTURE.REFUNDED':
    case 'PAYMENT.REFUND.PENDING':
    case 'PAYMENT.REFUND.COMPLETED':
    case 'PAYMENT.REFUND.FAILED':
      return refundNews(event);
    // Taken back by PayPal itself, such as after a chargeback: no refund of ours, yet the customer has the money.
    case 'PAYMENT.CAPTURE.REVERSED':
      return externalRefund(event);
    case 'PAYMENT.CAPTURE.COMPLETED':
      return captureNews(event, 'CAPTURED');
    case 'PAYMENT.CAPTURE.DENIED':
    case 'PAYMENT.CAPTURE.DECLINED':
      return captureNews(event, 'CAPTURE_FAILED');
    case 'CUSTOMER.DISPUTE.CREATED':
    case 'CUSTOMER.DISPUTE.RESOLVED':
      return disputeNews(event);
    default:
      return [];
  }
}

function refundNews(event: PaypalEvent): readonly ChannelNews[] {
  const { resource } = event;
  const reference = [resource.custom_id, resource.invoice_id].find(isOwnKey);
  const outcome = outcomeOf(event);
  if (outcome === undefined) return [];
  if (reference === undefined) return outcome === 'succeeded' ? externalRefund(event) : [];
  const ended = outcome === 'failed' || outcome === 'closed';
  const sourceId = parentOf(resource, 'captures');
  const amount = resource.amount && fromPaypalMoney(resource.amount);
  const refund = {
    source,
    eventId: event.id,
    body: event,
    reference,
    answer: {
      outcome,
      ...(resource.id !== undefined && { providerRef: resource.id }),
      ...(ended && { code: outcome === 'failed' ? 'REFUND_FAILED' : 'REFUND_CANCELLED' }),
    },
    ...(amount !== undefined && { amount }),
    ...(resource.amount && { currency: resource.amount.currency_code }),
    ...(sourceId !== undefined && { sourceId }),
  };
  return [{ refund }];
}

/**
 * The event's name counts where it says how the refund stands; PAYMENT.CAPTURE.REFUNDED says only that there is one.
 */
function outcomeOf({ event_type, resource: { status } }: PaypalEvent): ChannelAnswer['outcome'] | undefined {
  const named = event_type.replace(/^PAYMENT\.(REFUND\.)?/, '');
  const state = named === 'CAPTURE.REFUNDED' ? status : named;
  return state !== undefined && state in REFUND_OUTCOMES
    ? REFUND_OUTCOMES[state as keyof typeof REFUND_OUTCOMES]
    : undefined;
}

/** Told once per refund, however many events there are about it. */
function externalRefund(event: PaypalEvent): readonly ChannelNews[] {
  const { resource } = event;
  const parent = parentOf(resource, 'captures');
  const about = parent === undefined ? `payment-${event.id}` : `refund-${resource.id ?? event.id}`;
  return paymentNews(event, {
    kind: 'EXTERNAL_REFUND',
    sourceId: parent ?? resource.id,
    eventId: about,
    ...(parent !== undefined && resource.id !== undefined && { reference: resource.id }),
  });
}

function captureNews(event: PaypalEvent, kind: PaymentNews['kind']): readonly ChannelNews[] {
  const { resource, id: eventId } = event;
  const authorizationId =
    resource.supplementary_data?.related_ids?.authorization_id ?? parentOf(resource, 'authorizations');
  return paymentNews(event, {
    kind,
    sourceId: resource.id,
    eventId,
    ...(authorizationId !== undefined && { authorizationId }),
  });
}

interface Told extends Pick<PaymentNews, 'kind' | 'eventId' | 'authorizationId' | 'reference'> {
  readonly sourceId: string | undefined;
}

function paymentNews(event: PaypalEvent, { sourceId, ...told }: Told): readonly ChannelNews[] {
  const { amount: money } = event.resource;
  const amount = money && fromPaypalMoney(money);
  if (sourceId === undefined || money === undefined || amount === undefined) return [];
  const happenedAt = new Date(event.create_time);
  const payment = { source, body: event, sourceId, amount, currency: money.currency_code, happenedAt, ...told };
  return [{ payment }];
}
