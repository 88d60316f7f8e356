import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { ChannelNews, PaymentNews } from '../../../ports/refund-book';
import { isOwnKey } from '../own-key';
import { ADYEN_CAPABILITIES } from './capabilities';
import { coveringMinor, fromAdyenAmount } from './money';
import type { AdyenItem } from './webhook-item';

const source = ADYEN_CAPABILITIES.channel;

/** What one signed item says, by its eight signed fields; `receivedAt`, since its own date is not signed. */
export function newsOf(item: AdyenItem, receivedAt: Date): readonly ChannelNews[] {
  const { eventCode } = item;
  const done = item.success === 'true';
  const own = isOwnKey(item.merchantReference ?? undefined);
  const payment = (kind: PaymentNews['kind'], about?: string) => [paymentNews(item, { kind, receivedAt, about })];
  switch (eventCode) {
    case 'REFUND':
      if (own) return [refundNews(item, done ? { outcome: 'succeeded' } : refusal('REFUND_REFUSED'))];
      return done ? payment('EXTERNAL_REFUND') : [];
    // It had succeeded, and the money came back.
    case 'REFUND_FAILED':
    case 'REFUNDED_REVERSED':
      return own && done ? [refundNews(item, refusal(eventCode))] : [];
    case 'CANCELLATION':
    case 'TECHNICAL_CANCEL':
      return own ? [refundNews(item, done ? { outcome: 'succeeded' } : refusal('CANCELLATION_REFUSED'))] : [];
    // Not ours: we never ask for it. Which of the two it was is not signed, so the worse is taken: money that is gone.
    case 'CANCEL_OR_REFUND':
      return done ? payment('EXTERNAL_REFUND') : [];
    case 'CAPTURE':
      return payment(done ? 'CAPTURED' : 'CAPTURE_FAILED');
    case 'CAPTURE_FAILED':
      return done ? payment('CAPTURE_FAILED') : [];
    // Two messages about one dispute, the first of which may be missing: both open it, under one id.
    case 'NOTIFICATION_OF_CHARGEBACK':
    case 'CHARGEBACK':
      return done ? payment('DISPUTE_OPENED', 'dispute') : [];
    case 'CHARGEBACK_REVERSED':
      return done ? payment('DISPUTE_WON') : [];
    // It had been won: the money is gone again.
    case 'SECOND_CHARGEBACK':
    case 'PREARBITRATION_LOST':
      return done ? payment('DISPUTE_LOST') : [];
    default:
      return [];
  }
}

function refusal(code: string): ChannelAnswer {
  return { outcome: 'failed', code };
}

const idOf = ({ pspReference, eventCode, success }: AdyenItem) => `${pspReference}:${eventCode}:${success}`;

function refundNews(item: AdyenItem, answer: ChannelAnswer): ChannelNews {
  const { amount, originalReference, pspReference } = item;
  const minor = fromAdyenAmount(amount);
  // The amount of a cancellation is the payment's, not the leg's.
  const isRefund = item.eventCode.startsWith('REFUND');
  const readable = minor !== undefined || !isRefund;
  return {
    refund: {
      source,
      eventId: idOf(item),
      body: item,
      reference: item.merchantReference ?? '',
      answer: readable
        ? { ...answer, providerRef: pspReference }
        : { outcome: 'mismatch', providerRef: pspReference, code: 'AMOUNT_MISMATCH' },
      ...(isRefund && minor !== undefined && { amount: minor }),
      currency: amount.currency,
      ...(originalReference != null && originalReference !== '' && { sourceId: originalReference }),
    },
  };
}

interface Told {
  readonly kind: PaymentNews['kind'];
  readonly receivedAt: Date;
  /** What makes it one piece of news, where several messages tell it. */
  readonly about: string | undefined;
}

function paymentNews(item: AdyenItem, { kind, receivedAt, about }: Told): ChannelNews {
  const { amount, originalReference, pspReference } = item;
  return {
    payment: {
      source,
      eventId: about === undefined ? idOf(item) : `${pspReference}:${about}`,
      body: item,
      kind,
      // Some messages name the payment alone.
      sourceId: originalReference == null || originalReference === '' ? pspReference : originalReference,
      // A fraction of our minor unit counts as a whole one: rather too much is taken for gone than too little.
      amount: coveringMinor(amount),
      currency: amount.currency,
      happenedAt: receivedAt,
      ...(kind !== 'CAPTURED' && kind !== 'CAPTURE_FAILED' && { reference: pspReference }),
    },
  };
}
