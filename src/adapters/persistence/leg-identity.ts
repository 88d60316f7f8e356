import { createHash } from 'node:crypto';
import type { LegRequest } from '../../ports/refund-channel';
import type { RefundLegRow } from './tables/money';

/** `<cancellationId>/<n>`, from 1; a replacement goes on counting. */
export function legIdOf(cancellationId: string, n: number): string {
  return `${cancellationId}/${n}`;
}

/**
 * A leg's idempotency key, for ever: from shop and leg alone, never from an amount, an attempt or a time. 40 characters of
 * [A-Za-z0-9_-], which every channel takes (the narrowest allow 64).
 */
export function legKeyOf(shopId: string, legId: string): string {
  return `rescind-${createHash('sha256').update(`${shopId}/${legId}`).digest('hex').slice(0, 32)}`;
}

/** What goes out for a leg: the same for every attempt, since the columns it is made of never change. */
export function requestOf(leg: RefundLegRow): Omit<LegRequest, 'signal'> {
  const sourceId = leg.capture_id ?? leg.authorization_id;
  if (sourceId === null) throw new Error(`Leg ${leg.leg_id} has neither capture nor authorization`);
  return {
    legId: leg.leg_id,
    kind: leg.kind,
    sourceId,
    amount: leg.amount,
    currency: leg.currency,
    idempotencyKey: leg.idempotency_key,
    ...(leg.provider_ref === null ? {} : { providerRef: leg.provider_ref }),
  };
}
