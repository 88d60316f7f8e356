import { sql } from 'kysely';
import { SYSTEM_ACTOR } from '../../domain/cancellation';
import { spacingLeft } from '../../domain/channel-rules';
import type { ChannelAnswer, LegState } from '../../domain/refund-leg';
import type { AttemptBegun, LegRef } from '../../ports/refund-book';
import type { ChannelCapabilities, LegRequest } from '../../ports/refund-channel';
import type { Transaction } from './database';
import { mayReplay } from './key-retention';
import { assertSameRequest, requestOf } from './leg-identity';
import { standingOfLeg } from './leg-standing';
import { post, sent } from './ledger';
import { lockLegToSend, type LegToBegin } from './lock-leg-to-send';
import { recordEvents } from './record-event';
import { stopOf } from './stop-before-sending';
import type { RefundLegRow } from './tables/money';

export interface AttemptAsk extends LegRef {
  readonly call: 'submit' | 'query';
  /** Messages about this leg were applied just now, as far as they could be. */
  readonly parkedApplied?: boolean;
}

/**
 * PARKED: a message about this leg waits to be applied first. ANSWERED: nothing is sent, this is the answer. TAKEN:
 * others have given back what the leg is for.
 */
export type Begun =
  | AttemptBegun
  | { readonly outcome: 'parked' }
  | { readonly outcome: 'answered'; readonly answer: ChannelAnswer }
  | { readonly outcome: 'taken'; readonly code: string };

/** Nothing is sent any more; a person looks at REVIEW. */
const SETTLED: readonly LegState[] = ['SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL', 'REVIEW'];

/** The channel may have forgotten the key: the same one again could be a second refund. */
const EXPIRED: Begun = { outcome: 'answered', answer: { outcome: 'mismatch', code: 'KEY_EXPIRED' } };

/**
 * Locks the leg (its capture before it where the channel wants time between refunds; no more, since legs of one order
 * go out side by side) and writes the attempt, the state SUBMITTED and, the first time, that the debt is on its way.
 * Nothing has left before this is committed.
 */
export async function beginAttempt(
  tx: Transaction,
  ask: AttemptAsk,
  capabilitiesOf: (channel: string) => ChannelCapabilities,
): Promise<Begun> {
  const { leg, capabilities } = await lockLegToSend(tx, ask, capabilitiesOf);
  if (leg.parked && ask.parkedApplied !== true) return { outcome: 'parked' };
  const call = ask.call === 'query' && mayAsk(leg, capabilities) ? 'query' : 'submit';
  if (SETTLED.includes(leg.state) || (call === 'submit' && leg.state === 'PENDING')) {
    return { outcome: 'stored', leg: standingOfLeg(leg) };
  }
  const stop = call === 'submit' ? beforeSubmit(leg, capabilities) : undefined;
  if (stop !== undefined) return stop;
  const request = requestOf(leg, leg.source_amount);
  assertSameRequest(request, leg.first_request);
  const attempt = await writeAttempt(tx, leg, { call, request });
  if (leg.state === 'PLANNED') await tellFirst(tx, ask, leg);
  return { outcome: 'call', call, attempt, channel: leg.channel, request };
}

/** A leg that the channel has surely never seen is not asked about: it is sent. */
function mayAsk(leg: LegToBegin, { queryMode }: ChannelCapabilities): boolean {
  if (leg.first_seen === null || queryMode === 'none') return false;
  return queryMode !== 'providerRef' || leg.provider_ref !== null;
}

function beforeSubmit(leg: LegToBegin, capabilities: ChannelCapabilities): Begun | undefined {
  const now = new Date();
  const stop = leg.first_seen === null ? stopOf(leg, capabilities, now) : undefined;
  if (stop !== undefined) return stop;
  const { keyRetentionMs } = capabilities;
  if (!mayReplay({ keyRetentionMs, firstSeenAt: leg.first_seen, now })) return EXPIRED;
  const retryAfterMs = spacingLeft(capabilities, leg.last_refund_at, now);
  return retryAfterMs === 0 ? undefined : { outcome: 'wait', retryAfterMs, leg: standingOfLeg(leg) };
}

async function writeAttempt(
  tx: Transaction,
  { shop_id, leg_id }: RefundLegRow,
  { call, request }: { readonly call: 'submit' | 'query'; readonly request: Omit<LegRequest, 'signal'> },
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
