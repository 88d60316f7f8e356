import type { ChannelNews, PaymentNews } from '../../../ports/refund-book';
import { STRIPE_CAPABILITIES } from './capabilities';
import { fromStripeAmount } from './minor-units';
import { METADATA, paymentOf, refundSchema, toOutcome, type StripeRefund } from './refund-answer';
import { chargeSchema, disputeSchema, paymentIntentSchema, type StripeEvent } from './webhook-schemas';

const source = STRIPE_CAPABILITIES.channel;

type Reader = (event: StripeEvent) => readonly ChannelNews[];

/**
 * What each event tells. A refund without our key was made elsewhere, in Stripe's dashboard for one. What several
 * events tell of one thing (a capture, an external refund, a dispute) has one id, so that it counts once. An inquiry
 * (`warning_…`) has taken no money.
 */
const READERS: Readonly<Record<string, Reader>> = {
  'refund.created': readRefund,
  'refund.updated': readRefund,
  'refund.failed': readRefund,
  'charge.refund.updated': readRefund,
  'charge.refunded': (event) => {
    const { refunds } = chargeSchema.parse(event.data.object);
    return (refunds?.data ?? []).flatMap((refund) => externalRefund(event, refund));
  },
  'charge.captured': (event) => {
    const { id, payment_intent, amount, amount_captured, currency } = chargeSchema.parse(event.data.object);
    const payment = payment_intent ?? id;
    const money = { amount: amount_captured ?? amount, currency };
    return tell(event, { kind: 'CAPTURED', sourceId: payment, eventId: `${payment}:captured`, ...money });
  },
  'payment_intent.succeeded': (event) => {
    const { id, amount_received, currency } = paymentIntentSchema.parse(event.data.object);
    const money = { amount: amount_received, currency };
    return tell(event, { kind: 'CAPTURED', sourceId: id, eventId: `${id}:captured`, ...money });
  },
  'charge.dispute.created': (event) => readDispute(event, 'DISPUTE_OPENED'),
  'charge.dispute.funds_withdrawn': (event) => readDispute(event, 'DISPUTE_OPENED'),
  'charge.dispute.closed': (event) => {
    const { status } = disputeSchema.parse(event.data.object);
    if (status === 'won') return readDispute(event, 'DISPUTE_WON');
    return status === 'lost' ? readDispute(event, 'DISPUTE_LOST') : [];
  },
};

/**
 * What an event says that concerns refunds and payments; nothing where it is about something else.
 * @throws ZodError for an object that is not what its event's type promises
 */
export function readNews(event: StripeEvent): readonly ChannelNews[] {
  return READERS[event.type]?.(event) ?? [];
}

function readRefund(event: StripeEvent): readonly ChannelNews[] {
  const refund = refundSchema.parse(event.data.object);
  const reference = refund.metadata?.[METADATA.key];
  if (reference === undefined || reference === '') return externalRefund(event, refund);
  const money = fromStripeAmount(refund.amount, refund.currency);
  const sourceId = paymentOf(refund);
  const answer = toOutcome(refund);
  // An amount that our minor units can't express is not the leg's.
  const told =
    money === undefined ? { ...answer, outcome: 'mismatch' as const, code: 'AMOUNT_NOT_EXPRESSIBLE' } : answer;
  const { id, type, created } = event;
  const body = { id, type, created, refund };
  return [{ refund: { source, eventId: id, body, reference, answer: told, ...money, ...(sourceId && { sourceId }) } }];
}

/** Counted as soon as it is there: while it is pending it must not be refunded a second time either. */
function externalRefund(event: StripeEvent, refund: StripeRefund): readonly ChannelNews[] {
  const sourceId = paymentOf(refund);
  const isOurs = refund.metadata?.[METADATA.key] !== undefined;
  if (isOurs || sourceId === undefined || refund.status === 'failed' || refund.status === 'canceled') return [];
  return tell(event, {
    kind: 'EXTERNAL_REFUND',
    sourceId,
    eventId: `${refund.id}:external`,
    reference: refund.id,
    ...refund,
  });
}

function readDispute(
  event: StripeEvent,
  kind: 'DISPUTE_OPENED' | 'DISPUTE_WON' | 'DISPUTE_LOST',
): readonly ChannelNews[] {
  const { id, charge, payment_intent, amount, currency, status } = disputeSchema.parse(event.data.object);
  const sourceId = payment_intent ?? charge ?? undefined;
  if (sourceId === undefined || status.startsWith('warning_')) return [];
  return tell(event, { kind, sourceId, eventId: `${id}:${kind}`, reference: id, amount, currency });
}

/** Amount and currency are Stripe's. */
type Told = Pick<PaymentNews, 'kind' | 'sourceId' | 'eventId' | 'reference' | 'amount' | 'currency'>;

function tell({ id, type, created }: StripeEvent, told: Told): readonly ChannelNews[] {
  const { kind, sourceId, eventId } = told;
  const reference = told.reference === undefined ? {} : { reference: told.reference };
  const money = fromStripeAmount(told.amount, told.currency);
  if (money === undefined) return [];
  const body = { id, type, created, sourceId, amount: told.amount, currency: told.currency };
  return [
    {
      payment: { source, eventId, body, kind, sourceId, ...reference, ...money, happenedAt: new Date(created * 1000) },
    },
  ];
}
