import { sql } from 'kysely';
import { arrivalOf, dayOf, isLate } from '../../domain/arrival';
import type { CancellationView, LegView } from '../../domain/cancellation-view';
import type { TimeoutOutcome } from '../../domain/policy';
import type { CancellationRef } from '../../ports/cancellation-book';
import type { Database } from './database';
import {
  arbitersClock,
  DECISION_FIELDS,
  decisionOf,
  RIGHTS_COLUMNS,
  rightsOf,
  type DecisionJson,
  type RightsRow,
} from './escalation/view-rights';
import { hasEnded } from './has-ended';
import {
  customersClock,
  EXTENDABLE_FIELD,
  extendableOf,
  OFFER_COLUMN,
  offerOfRow,
  type ExtendableJson,
  type OfferedRow,
} from './offers/view-offer';
import type { CancellationRow } from './tables/cancellations';

interface PartJson extends DecisionJson, ExtendableJson {
  readonly merchantId: string;
  readonly deadline: string | null;
  readonly returnUntil: string | null;
  readonly onTimeout: TimeoutOutcome;
  readonly share: number;
}

type LegJson = { readonly [K in keyof Required<Omit<LegView, 'arrival' | 'late'>>]: LegView[K] | null };

type ViewRow = Omit<CancellationRow, 'policies' | 'quote' | 'selection'> &
  RightsRow &
  OfferedRow & {
    readonly parts: readonly PartJson[];
    readonly legs: readonly LegJson[];
  };

/** Where a cancellation stands, as database, API and CLI tell it; undefined where there is none. One round trip, no lock. */
export async function readView(db: Database, ref: CancellationRef): Promise<CancellationView | undefined> {
  return (await readViews(db, ref.shopId, [ref.cancellationId])).get(ref.cancellationId)?.view;
}

/** The same of many, each with when it was asked for (ISO 8601); those that there are not are left out. One round trip, no lock. */
export async function readViews(
  db: Database,
  shopId: string,
  cancellationIds: readonly string[],
): Promise<Map<string, { readonly view: CancellationView; readonly requestedAt: string }>> {
  const { rows } = await sql<ViewRow>`
    select c.order_id, c.cancellation_id, c.state, c.waiting_on, c.reason, c.currency, c.refund, c.fee, c.gift_spent, c.whole,
      c.refund_state, c.denial_code, c.stuck_cause, c.stuck_step, c.stuck_since, c.pivot_at, c.withdrawn_at, c.requested_at,
      ${RIGHTS_COLUMNS}, ${OFFER_COLUMN},
      (select coalesce(json_agg(json_build_object('merchantId', merchant_id, 'decision', state, 'deadline', deadline,
          'returnUntil', return_until, 'onTimeout', on_timeout, 'share', ${SHARE}, ${DECISION_FIELDS}, ${EXTENDABLE_FIELD}) order by merchant_id), '[]')
        from cancellation_parts p where p.shop_id = c.shop_id and p.cancellation_id = c.cancellation_id) as parts,
      (select coalesce(json_agg(json_build_object('legId', leg_id, 'tenderId', tender_id, 'channel', channel, 'kind', kind,
          'state', state, 'amount', amount, 'providerRef', provider_ref, 'expectedBy', expected_by,
          'replacedBy', replaced_by, 'tenderKind', (select kind from tenders t where t.shop_id = l.shop_id
            and t.order_id = l.order_id and t.tender_id = l.tender_id)) order by length(leg_id), leg_id), '[]')
        from refund_legs l where l.shop_id = c.shop_id and l.cancellation_id = c.cancellation_id) as legs
    from cancellations c where c.shop_id = ${shopId} and c.cancellation_id = any(${[...cancellationIds]}::text[])`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [row.cancellation_id, { view: viewOf(row), requestedAt: row.requested_at.toISOString() }]),
  );
}

function viewOf(row: ViewRow): CancellationView {
  return {
    cancellationId: row.cancellation_id,
    orderId: row.order_id,
    state: row.state,
    waitingOn: row.waiting_on,
    reason: row.reason,
    currency: row.currency,
    refund: row.refund,
    fee: row.fee,
    ...(row.gift_spent === 0 ? {} : { giftSpent: row.gift_spent }),
    whole: row.whole,
    ...sharesOf(row),
    refundState: row.refund_state,
    parts: row.parts.map(({ merchantId, decision, deadline, onTimeout, share: _share, ...decided }) => ({
      merchantId,
      decision,
      onTimeout,
      ...(deadline === null ? {} : { deadline: new Date(deadline).toISOString() }),
      ...decisionOf({ decision, ...decided }),
      ...extendableOf(decided),
    })),
    legs: row.legs.map(legOf),
    ...clockOf(row),
    ...(row.denial_code === null ? {} : { denial: row.denial_code }),
    ...stuckOf(row),
    mayWithdraw: row.pivot_at === null && row.withdrawn_at === null && !hasEnded(row.state),
    ...offerOfRow(row, new Date()),
    ...rightsOf(row, new Date()),
  };
}

/**
 * Of a part `p` of a cancellation `c`: what its units return, as quoted, and once that is committed of those that were cancelled; without shipping
 * that came back only because nothing would have been left of the order.
 */
const SHARE = sql`(select coalesce(sum(u.goods + case when c.committed_at is not null and not c.whole and (c.quote ->> 'whole')::boolean
      and c.policies -> p.merchant_id ->> 'shippingFee' is distinct from 'PRORATED' then 0 else u.shipping end), 0)
  from cancellation_units u where u.shop_id = p.shop_id and u.cancellation_id = p.cancellation_id and u.merchant_id = p.merchant_id
    and (c.committed_at is null or u.state = 'CANCELLED'))`;

function sharesOf({ parts }: ViewRow): Pick<CancellationView, 'shares'> {
  return parts.length < 2
    ? {}
    : { shares: Object.fromEntries(parts.map(({ merchantId, share }) => [merchantId, share])) };
}

/** Leaves out what is not known, and adds how it stands today. */
function legOf(json: LegJson): LegView {
  const known = Object.entries(json).filter(([, value]) => value !== null);
  const leg = Object.fromEntries(known) as unknown as LegView;
  const today = dayOf(new Date());
  return { ...leg, arrival: arrivalOf(leg, today), ...(isLate(leg, today) ? { late: true as const } : {}) };
}

/** The clock that runs next: a merchant's, or else that of a parcel on its way back. */
function clockOf(row: ViewRow): Pick<CancellationView, 'deadline' | 'onTimeout'> {
  const { parts, state, withdrawn_at } = row;
  if (hasEnded(state) || withdrawn_at !== null) return {};
  const answered = customersClock(row);
  if (answered !== undefined) return answered;
  const asked = parts.flatMap(({ decision, deadline, onTimeout }) =>
    decision === 'PENDING' && deadline !== null ? [{ at: Date.parse(deadline), onTimeout }] : [],
  );
  const awaited = parts.flatMap(({ decision, returnUntil }) =>
    decision === 'AWAITING_RETURN' && returnUntil !== null ? [Date.parse(returnUntil)] : [],
  );
  const [next] = asked.sort((left, right) => left.at - right.at);
  if (next !== undefined) return { deadline: new Date(next.at).toISOString(), onTimeout: next.onTimeout };
  if (awaited.length === 0) return arbitersClock(state, parts);
  return { deadline: new Date(Math.min(...awaited)).toISOString() };
}

function stuckOf({ stuck_cause, stuck_since, stuck_step }: ViewRow): Pick<CancellationView, 'stuck'> {
  if (stuck_cause === null || stuck_since === null) return {};
  const stuck = { cause: stuck_cause, since: stuck_since.toISOString() };
  return { stuck: stuck_step === null ? stuck : { ...stuck, step: stuck_step } };
}
