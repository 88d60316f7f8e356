import { sql } from 'kysely';
import type { Minor } from '../../../domain/money';
import type { OrderRef, PaymentEvent } from '../../../ports/order-book';
import type { Transaction } from '../database';

/**
 * Who has told what of an order's payments: the shop, which sends its orders whole,
 * and channels, by their own messages.
 */
export interface Told {
  readonly byShop: readonly PaymentEvent[];
  readonly byChannels: readonly PaymentEvent[];
  /** Captures that only a channel has told of. */
  readonly capturesByChannels: readonly string[];
  /** What channels said was captured of authorizations, minor units, by their ids. */
  readonly captured: Readonly<Record<string, Minor>>;
}

interface Row {
  readonly events: readonly (Omit<PaymentEvent, 'happenedAt'> & { happenedAt: string; reportedBy: string })[];
  readonly captures: readonly string[];
  readonly captured: Readonly<Record<string, Minor>>;
}

/** Reads it in one round trip. */
export async function readTold(tx: Transaction, { shopId, orderId }: OrderRef): Promise<Told> {
  const ofOrder = sql`shop_id = ${shopId} and order_id = ${orderId}`;
  const { rows } = await sql<Row>`
    select (select coalesce(json_agg(json_build_object('eventId', event_id, 'captureId', capture_id, 'kind', kind,
        'amount', amount, 'happenedAt', happened_at, 'reportedBy', reported_by)), '[]') from payment_events where ${ofOrder}) as events,
      (select coalesce(json_agg(capture_id), '[]') from captures where ${ofOrder} and reported_by <> 'shop') as captures,
      (select coalesce(json_object_agg(authorization_id, captured), '{}') from authorizations
        where ${ofOrder} and captured > 0) as captured`.execute(tx);
  const { events = [], captures = [], captured = {} } = rows[0] ?? {};
  const said = (isShop: boolean) =>
    events
      .filter(({ reportedBy }) => (reportedBy === 'shop') === isShop)
      .map(({ reportedBy: _reportedBy, happenedAt, ...event }) => ({ ...event, happenedAt: new Date(happenedAt) }));
  return { byShop: said(true), byChannels: said(false), capturesByChannels: captures, captured };
}
