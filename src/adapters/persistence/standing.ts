import { sql } from 'kysely';
import type { ArbitrationTimeout } from '../../domain/policy';
import type { ArbitrationClock } from '../../domain/arbitration';
import type { Decision } from '../../domain/decision';
import type { Offer } from '../../domain/offer';
import type { CancellationRef, Parcel, Part, Standing } from '../../ports/cancellation-book';
import type { Database, Transaction } from './database';
import type { PartState } from './tables/cancellations';

/** A part with the decision on it, if one was recorded. */
export interface StoredPart extends Part {
  readonly state: PartState;
  readonly decided?: Decision;
}

/**
 * Parts and unresolved parcels of a cancellation: a parcel once for every merchant with units in it, approved or not.
 */
export interface StoredStanding {
  readonly parts: readonly StoredPart[];
  readonly parcels: readonly Parcel[];
  readonly offer?: Offer;
}

/** A stored offer as JSON. */
export type OfferJson = Omit<Offer, 'terms'> & {
  readonly terms: { readonly [K in keyof Required<Offer['terms']>]: Offer['terms'][K] | null };
};

interface PartJson extends Omit<Part, 'decision' | 'deadline' | 'arbitration'> {
  readonly state: PartState;
  readonly deadline: string | null;
  readonly ruleUntil: string | null;
  readonly ruleElse: ArbitrationTimeout | null;
  readonly decided:
    | ({ readonly [K in keyof Required<Omit<Decision, 'merchantId'>>]: unknown } & { readonly receivedAt: string })
    | null;
}

/**
 * Reads the parts with their decisions, and the parcels that hold units of this cancellation, that are not delivered
 * and of which the carrier has not said yet what became; one round trip.
 */
export async function loadStanding(db: Database | Transaction, ref: CancellationRef): Promise<StoredStanding> {
  const own = sql`shop_id = ${ref.shopId} and cancellation_id = ${ref.cancellationId}`;
  const { rows } = await sql<{ parts: readonly PartJson[]; parcels: readonly Parcel[]; offer: OfferJson | null }>`
    select (select coalesce(json_agg(json_build_object('merchantId', p.merchant_id, 'state', p.state, 'deadline', p.deadline,
          'ruleUntil', p.arbitration_until, 'ruleElse', p.on_arbitration_timeout,
          'onTimeout', p.on_timeout, 'decided', case when d.outcome is not null then json_build_object(
            'outcome', d.outcome, 'door', d.door, 'actor', json_build_object('id', d.actor_id, 'role', d.actor_role),
            'receivedAt', d.received_at, 'rejectionReason', d.rejection_reason, 'lines', d.lines,
            'restock', d.restock) end) order by p.merchant_id), '[]')
        from cancellation_parts p left join decisions d using (shop_id, cancellation_id, merchant_id) where ${own}) as parts,
      (select coalesce(json_agg(json_build_object('shipmentId', shipment_id, 'merchantId', merchant_id,
          'onNotStopped', on_not_stopped) order by shipment_id, merchant_id), '[]')
        from (select distinct s.shipment_id, p.merchant_id, p.on_not_stopped
          from cancellation_units u
          join cancellation_parts p using (shop_id, cancellation_id, merchant_id)
          join shipment_units su using (shop_id, order_id, unit_id)
          join shipments s on s.shop_id = su.shop_id and s.order_id = su.order_id and s.shipment_id = su.shipment_id
          left join interceptions i on i.shop_id = u.shop_id and i.cancellation_id = u.cancellation_id
            and i.shipment_id = s.shipment_id
          where u.shop_id = ${ref.shopId} and u.cancellation_id = ${ref.cancellationId} and u.state = 'HELD'
            and p.state in ('PENDING', 'APPROVED', 'ESCALATED') and s.state in ('LABELED', 'IN_TRANSIT')
            and (i.state is null or i.state in ('ASKED', 'UNKNOWN'))) parcel) as parcels,
      (select json_build_object('offerId', offer_id, 'merchantId', merchant_id, 'deadline', deadline, 'state', state,
          'terms', json_build_object('kind', kind, 'amount', amount, 'currency', currency))
        from offers where ${own}) as offer`.execute(db);
  const { parts = [], parcels = [], offer = null } = rows[0] ?? {};
  return { parts: parts.map(asPart), parcels, ...(offer === null ? {} : { offer: asOffer(offer) }) };
}

/** A stored offer in the domain's words. */
export function asOffer({ terms: { kind, amount, currency }, deadline, ...offer }: OfferJson): Offer {
  const terms = amount === null || currency === null ? { kind } : { kind, amount, currency };
  return { ...offer, terms, deadline: new Date(deadline).toISOString() } as Offer;
}

/** The arbiter's clock, while it runs. */
function arbitrationOf({ state, ruleUntil, ruleElse }: PartJson): Pick<Part, 'arbitration'> {
  if (state !== 'ESCALATED' || ruleUntil === null || ruleElse === null) return {};
  return { arbitration: { until: new Date(ruleUntil).toISOString(), onTimeout: ruleElse } };
}

function asPart(part: PartJson): StoredPart {
  const { merchantId, state, deadline, onTimeout, decided } = part;
  return {
    merchantId,
    decision: state,
    state,
    onTimeout,
    ...(deadline === null ? {} : { deadline: new Date(deadline).toISOString() }),
    ...arbitrationOf(part),
    ...(decided === null ? {} : { decided: asDecision(merchantId, decided) }),
  };
}

/** Leaves out what is null. */
function asDecision(merchantId: string, stored: NonNullable<PartJson['decided']>): Decision {
  const receivedAt = new Date(stored.receivedAt).toISOString();
  const known = Object.entries(stored).filter(([, value]) => value !== null);
  return { ...(Object.fromEntries(known) as unknown as Decision), merchantId, receivedAt };
}

/** The standing with one part decided, without reading it again. */
export function withPart(
  standing: StoredStanding,
  merchantId: string,
  changed: { readonly state: PartState; readonly decided: Decision; readonly arbitration?: ArbitrationClock },
): StoredStanding {
  const parts = standing.parts.map((part) =>
    part.merchantId === merchantId ? { ...part, ...changed, decision: changed.state } : part,
  );
  return { ...standing, parts };
}

/** What callers of the book are told: parcels only of approved parts, each once. */
export function standingOf({ parts, parcels, offer }: StoredStanding): Standing {
  const approved = new Set(parts.filter(({ state }) => state === 'APPROVED').map(({ merchantId }) => merchantId));
  const toStop = parcels.filter(({ merchantId }) => approved.has(merchantId));
  return {
    parts: parts.map(({ merchantId, decision, deadline, onTimeout, arbitration }) => ({
      merchantId,
      decision,
      onTimeout,
      ...(deadline === undefined ? {} : { deadline }),
      ...(arbitration === undefined || decision !== 'ESCALATED' ? {} : { arbitration }),
    })),
    decided: parts.every(({ state }) => state !== 'PENDING'),
    parcels: [...new Map(toStop.map((parcel) => [parcel.shipmentId, parcel])).values()],
    ...(offer === undefined ? {} : { offer }),
  };
}

/** The next part to decide: the pending one whose clock runs out first. */
export function nextPending(parts: readonly StoredPart[]): StoredPart | undefined {
  return parts
    .filter(({ state, deadline }) => state === 'PENDING' && deadline !== undefined)
    .sort((left, right) => ((left.deadline ?? '') < (right.deadline ?? '') ? -1 : 1))[0];
}
