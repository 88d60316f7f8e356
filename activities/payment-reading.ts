import type { PaymentInFlight } from '../src/ports/cancellation-book';
import type { PaymentNews } from '../src/ports/refund-book';
import type { PaymentReading } from '../src/ports/refund-channel';

/**
 * What a payment that was read anew tells, as its channel would have told it by itself; undefined where it tells
 * nothing new. One that is merely authorized is not being captured: it is open again. The same reading twice is one
 * message, but for that one, which may come about again.
 */
export function newsOfReading(
  { channel, sourceId, currency }: PaymentInFlight,
  reading: PaymentReading,
  readAt: Date,
): PaymentNews | undefined {
  const about = { source: channel, authorizationId: sourceId, body: reading, happenedAt: readAt };
  switch (reading.state) {
    case 'captured': {
      const { captureId, amount } = reading;
      const eventId = `read:${sourceId}:${captureId}`;
      return { ...about, eventId, kind: 'CAPTURED', sourceId: captureId, amount, currency: reading.currency };
    }
    case 'voided':
      return { ...about, ...failed(sourceId, currency), eventId: `read:${sourceId}:voided`, voided: true };
    case 'authorized':
      return {
        ...about,
        ...failed(sourceId, currency),
        eventId: `read:${sourceId}:authorized:${readAt.toISOString()}`,
      };
    case 'capturing':
    case 'unknown':
      return undefined;
  }
}

function failed(sourceId: string, currency: string) {
  return { kind: 'CAPTURE_FAILED' as const, sourceId, amount: 0, currency };
}
