import { sql } from 'kysely';
import type { Minor } from '../../domain/money';
import type { LegRef } from '../../ports/refund-book';
import type { ChannelCapabilities } from '../../ports/refund-channel';
import type { Transaction } from './database';
import { lockCancellationIfThere } from './lock-cancellation';
import type { RefundLegRow } from './tables/money';

/** A locked leg with all that decides whether, and how, it is sent. */
export interface LegToBegin extends RefundLegRow {
  /** A message about it is kept and not applied. */
  readonly parked: boolean;
  /** Of the whole payment that it takes from, minor units. */
  readonly source_amount: Minor;
  readonly captured_at: Date | null;
  /** Other refunds of the capture that its channel may have taken on, ours and others'. */
  readonly refunds: number;
  /** When another refund of the capture was sent last. */
  readonly last_refund_at: Date | null;
  /**
   * When its channel may have seen the key for the first time: not by an attempt that is proven to have done nothing.
   */
  readonly first_seen: Date | null;
  readonly first_request: Readonly<Record<string, unknown>> | null;
  /** What others took of the capture beyond what legs leave, minor units. */
  readonly overdrawn: Minor;
  readonly dispute_open: boolean;
  readonly dispute_lost: boolean;
}

/**
 * Locks a leg, and before it what its channel makes necessary: the order where our own books are credited with it, the
 * capture where refunds of one payment must keep apart.
 * @throws Error when there is no such leg; whatever `capabilitiesOf` throws.
 */
export async function lockLegToSend(
  tx: Transaction,
  ref: LegRef,
  capabilitiesOf: (channel: string) => ChannelCapabilities,
): Promise<{ readonly leg: LegToBegin; readonly capabilities: ChannelCapabilities }> {
  const { channel, order_id, capture_id } = await readFixed(tx, ref);
  const capabilities = capabilitiesOf(channel);
  if (capabilities.own === true) await lockCancellationIfThere(tx, ref);
  if (capture_id !== null && (capabilities.own === true || capabilities.minIntervalMs > 0)) {
    await tx
      .selectFrom('captures')
      .select('capture_id')
      .where('shop_id', '=', ref.shopId)
      .where('order_id', '=', order_id)
      .where('capture_id', '=', capture_id)
      .forUpdate()
      .execute();
  }
  return { leg: await lockLeg(tx, ref), capabilities };
}

/** What never changes of it. */
function readFixed(tx: Transaction, { shopId, cancellationId, legId }: LegRef) {
  return tx
    .selectFrom('refund_legs')
    .select(['channel', 'order_id', 'capture_id'])
    .where('shop_id', '=', shopId)
    .where('leg_id', '=', legId)
    .where('cancellation_id', '=', cancellationId)
    .executeTakeFirstOrThrow(() => new Error(`No refund leg ${legId} of shop ${shopId}`));
}

async function lockLeg(tx: Transaction, { shopId, legId }: LegRef): Promise<LegToBegin> {
  const ofLeg = sql`shop_id = l.shop_id and leg_id = l.leg_id`;
  const ofCapture = sql`e.shop_id = l.shop_id and e.order_id = l.order_id and e.capture_id = l.capture_id`;
  const others = sql`o.shop_id = l.shop_id and o.order_id = l.order_id and o.capture_id = l.capture_id
    and o.leg_id <> l.leg_id and o.channel = l.channel and o.kind = 'refund'`;
  const { rows } = await sql<LegToBegin>`
    select l.*, coalesce(c.amount, a.amount) as source_amount, c.captured_at, coalesce(c.overdrawn, 0) as overdrawn,
      exists (select from webhook_inbox w where w.reference in (l.idempotency_key, l.leg_id) and w.applied_at is null) as parked,
      (select count(*) from refund_legs o where ${others} and o.state not in ('PLANNED', 'FAILED', 'CLOSED'))
        + (select count(*) from payment_events e where ${ofCapture} and e.kind = 'EXTERNAL_REFUND') as refunds,
      (select max(t.started_at) from refund_attempts t join refund_legs o using (shop_id, leg_id)
        where ${others} and t.kind = 'SUBMIT') as last_refund_at,
      (select min(started_at) from refund_attempts where ${ofLeg} and kind = 'SUBMIT'
        and (outcome is null or outcome not in ('not_sent', 'rate_limited', 'disputed'))) as first_seen,
      (select request from refund_attempts where ${ofLeg} and kind in ('SUBMIT', 'QUERY') order by attempt limit 1) as first_request,
      dispute_is_open(l.shop_id, l.order_id, l.capture_id) as dispute_open,
      exists (select from payment_events e where ${ofCapture} and e.kind = 'DISPUTE_LOST') as dispute_lost
    from refund_legs l
    left join captures c on c.shop_id = l.shop_id and c.order_id = l.order_id and c.capture_id = l.capture_id
    left join authorizations a on a.shop_id = l.shop_id and a.order_id = l.order_id and a.authorization_id = l.authorization_id
    where l.shop_id = ${shopId} and l.leg_id = ${legId}
    for update of l`.execute(tx);
  const [leg] = rows;
  if (leg === undefined) throw new Error(`No refund leg ${legId} of shop ${shopId}`);
  return leg;
}
