import { sql } from 'kysely';
import { SYSTEM_ACTOR } from '../../domain/cancellation';
import type { LegState } from '../../domain/refund-leg';
import type { AttemptBegun, LegRef } from '../../ports/refund-book';
import type { ChannelCapabilities } from '../../ports/refund-channel';
import type { Transaction } from './database';
import { mayReplay } from './key-retention';
import { requestOf } from './leg-identity';
import { standingOfLeg } from './leg-standing';
import { post, sent } from './ledger';
import { recordEvents } from './record-event';
import type { RefundLegRow } from './tables/money';

export interface AttemptAsk extends LegRef {
  readonly call: 'submit' | 'query';
  /** Messages about this leg were applied just now, as far as they could be. */
  readonly parkedApplied?: boolean;
}

/** EXPIRED: the channel may have forgotten the key. PARKED: a message about this leg waits to be applied first. */
export type Begun = AttemptBegun | { readonly outcome: 'expired' } | { readonly outcome: 'parked' };

/** Nothing is sent any more; a person looks at REVIEW. */
const SETTLED: readonly LegState[] = ['SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL', 'REVIEW'];

type LockedLeg = RefundLegRow & { readonly parked: boolean };

/**
 * Locks the leg (no more: legs of one order go out side by side) and writes the attempt, the state SUBMITTED and, the first time, that the debt
 * is on its way. Nothing has left before this is committed.
 */
export async function beginAttempt(
  tx: Transaction,
  ask: AttemptAsk,
  capabilitiesOf: (channel: string) => ChannelCapabilities,
): Promise<Begun> {
  const leg = await lockLeg(tx, ask);
  if (leg.parked && ask.parkedApplied !== true) return { outcome: 'parked' };
  const capabilities = capabilitiesOf(leg.channel);
  const canAsk = mayAsk(leg, capabilities);
  const call = ask.call === 'query' && canAsk ? 'query' : 'submit';
  if (SETTLED.includes(leg.state) || (call === 'submit' && leg.state === 'PENDING')) {
    return { outcome: 'stored', leg: standingOfLeg(leg) };
  }
  if (call === 'submit' && leg.state !== 'PLANNED') {
    const firstSeenAt = await firstSeen(tx, leg);
    const { keyRetentionMs } = capabilities;
    if (!mayReplay({ keyRetentionMs, firstSeenAt, now: new Date() })) return { outcome: 'expired' };
  }
  const request = requestOf(leg);
  const attempt = await writeAttempt(tx, leg, { call, request });
  if (leg.state === 'PLANNED') await tellFirst(tx, ask, leg);
  return { outcome: 'call', call, attempt, channel: leg.channel, request };
}

function mayAsk(leg: RefundLegRow, { queryMode }: ChannelCapabilities): boolean {
  if (leg.state === 'PLANNED' || queryMode === 'none') return false;
  return queryMode !== 'providerRef' || leg.provider_ref !== null;
}

async function lockLeg(tx: Transaction, { shopId, cancellationId, legId }: LegRef): Promise<LockedLeg> {
  const { rows } = await sql<LockedLeg>`
    select l.*, exists (select from webhook_inbox w where w.reference in (l.idempotency_key, l.leg_id) and w.applied_at is null)
      as parked
    from refund_legs l
    where l.shop_id = ${shopId} and l.leg_id = ${legId} and l.cancellation_id = ${cancellationId}
    for update of l`.execute(tx);
  const [leg] = rows;
  if (leg === undefined) throw new Error(`No refund leg ${legId} of shop ${shopId}`);
  return leg;
}

/** When the channel may have seen the key for the first time: not by an attempt that is proven not to have left. */
async function firstSeen(tx: Transaction, { shop_id, leg_id }: RefundLegRow): Promise<Date | null> {
  const { first } = await tx
    .selectFrom('refund_attempts')
    .select((expression) => expression.fn.min('started_at').as('first'))
    .where('shop_id', '=', shop_id)
    .where('leg_id', '=', leg_id)
    .where('kind', '=', 'SUBMIT')
    .where((where) =>
      where.or([where('outcome', 'is', null), where('outcome', 'not in', ['not_sent', 'rate_limited'])]),
    )
    .executeTakeFirstOrThrow();
  return first;
}

async function writeAttempt(
  tx: Transaction,
  { shop_id, leg_id }: RefundLegRow,
  { call, request }: { readonly call: 'submit' | 'query'; readonly request: object },
): Promise<number> {
  const { rows } = await sql<{ attempt: number }>`
    with sent as (
      update refund_legs set state = 'SUBMITTED', submitted_at = now(), updated_at = now()
      where shop_id = ${shop_id} and leg_id = ${leg_id} and state = 'PLANNED')
    insert into refund_attempts (shop_id, leg_id, attempt, kind, request, started_at)
    select ${shop_id}, ${leg_id}, coalesce(max(attempt), 0) + 1, ${call.toUpperCase()}, ${JSON.stringify(request)}::jsonb,
      clock_timestamp()
    from refund_attempts where shop_id = ${shop_id} and leg_id = ${leg_id}
    returning attempt`.execute(tx);
  return rows[0]?.attempt ?? 1;
}

async function tellFirst(tx: Transaction, ref: LegRef, leg: RefundLegRow): Promise<void> {
  await post(tx, leg, [sent(leg)]);
  const { leg_id, tender_id, kind, amount, currency } = leg;
  const details = { legId: leg_id, tenderId: tender_id, kind, amount, currency };
  await recordEvents(tx, ref, [{ event: 'LEG_SUBMITTED', actor: SYSTEM_ACTOR, details }]);
}
