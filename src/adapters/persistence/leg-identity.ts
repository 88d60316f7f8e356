import { createHash } from 'node:crypto';
import type { Minor } from '../../domain/money';
import type { LegRequest } from '../../ports/refund-channel';
import type { RefundLegRow } from './tables/money';

/** `<cancellationId>/<n>`, from 1; a replacement goes on counting. */
export function legIdOf(cancellationId: string, n: number): string {
  return `${cancellationId}/${n}`;
}

/**
 * A leg's idempotency key, for ever: from shop and leg alone, never from an amount, an attempt
 * or a time. 40 characters of [0-9a-z-].
 */
export function legKeyOf(shopId: string, legId: string): string {
  return `rescind-${createHash('sha256').update(`${shopId}/${legId}`).digest('hex').slice(0, 32)}`;
}

type Request = Omit<LegRequest, 'signal'>;

/**
 * What goes out for a leg: the same for every attempt, since nothing that it is made of ever changes. Only the
 * channel's own id of the refund is added once it is known. `sourceAmount`: of the whole payment, minor units.
 */
export function requestOf(leg: RefundLegRow, sourceAmount: Minor): Request {
  const sourceId = leg.capture_id ?? leg.authorization_id;
  if (sourceId === null) throw new Error(`Leg ${leg.leg_id} has neither capture nor authorization`);
  return {
    shopId: leg.shop_id,
    legId: leg.leg_id,
    orderId: leg.order_id,
    kind: leg.kind,
    sourceId,
    sourceAmount,
    amount: leg.amount,
    currency: leg.currency,
    idempotencyKey: leg.idempotency_key,
    ...(leg.provider_ref === null ? {} : { providerRef: leg.provider_ref }),
    ...(leg.destination_id === null ? {} : { destinationId: leg.destination_id }),
  };
}

/**
 * Holds a request against the first that was stored for its leg.
 * @throws Error where they differ: the same key would carry another request.
 */
export function assertSameRequest(request: Request, first: Readonly<Record<string, unknown>> | null): void {
  const now: Readonly<Record<string, unknown>> = { ...request };
  const changed = Object.keys(first ?? {}).find((field) => field !== 'providerRef' && first?.[field] !== now[field]);
  if (changed !== undefined)
    throw new Error(`Leg ${request.legId} would be sent with another ${changed} under its key`);
}
