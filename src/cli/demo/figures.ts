import { sql } from 'kysely';
import type { Database } from '../../adapters/persistence/database';
import type { DemoRun } from './check/demo-run';
import type { Played } from './play';
import type { DemoRole } from './role';

/** Half of the cases took no longer than `p50`, 99 of 100 no longer than `p99`; ms. */
export interface Durations {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Money of one currency and kind of tender, minor units. */
export interface TenderFigures {
  readonly currency: string;
  readonly kind: string;
  readonly tenders: number;
  readonly planned: number;
  readonly refunded: number;
  readonly byHand: number;
}

export interface DemoFigures {
  readonly orders: number;
  readonly seconds: number;
  /** By story and how it ended. */
  readonly outcomes: readonly { readonly story: string; readonly state: string; readonly count: number }[];
  readonly money: readonly TenderFigures[];
  /** From asking to the answer, at the client. */
  readonly accept: Durations;
  /** From the request to the proof, of those that waited for nobody, in the database. */
  readonly whole: Durations;
  readonly levers: number;
}

/** Counts a run that is over. */
export async function figuresOf(
  db: Database,
  run: DemoRun,
  { played, seconds }: { played: readonly Played[]; seconds: number },
): Promise<DemoFigures> {
  const prompt = played.filter(({ role, levers }) => role.silent.length === 0 && levers === 0);
  return {
    orders: played.length,
    seconds,
    outcomes: outcomesOf(played),
    money: await moneyOf(db, run),
    accept: durationsOf(played.map(({ acceptMs }) => acceptMs)),
    whole: durationsOf(await wholeDurations(db, run, prompt)),
    levers: played.reduce((count, { levers }) => count + levers, 0),
  };
}

/** Quantiles by nearest rank. */
export function durationsOf(ms: readonly number[]): Durations {
  const sorted = [...ms].sort((left, right) => left - right);
  const rank = (share: number) => Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { count: sorted.length, p50Ms: rank(0.5), p99Ms: rank(0.99) };
}

/** A story in a few words. */
export function storyOf({ story, silent, selection, fault, order }: DemoRole): string {
  const [parcel] = order.shipments;
  if (story !== 'APPROVED') return story === 'REJECTED' ? 'merchant rejects' : 'customer withdraws';
  if (silent.length > 0) return 'merchant is silent until the deadline';
  if (parcel !== undefined)
    return parcel.state === 'LABELED' ? 'approved, parcel labeled' : 'approved, parcel already out';
  if (fault !== undefined)
    return fault.kind === 'refuse' ? 'approved, a refund is refused' : 'approved, an answer is lost';
  return selection === undefined ? 'approved' : 'approved, a part of the order';
}

function outcomesOf(played: readonly Played[]): DemoFigures['outcomes'] {
  const counts = new Map<string, { story: string; state: string; count: number }>();
  for (const { role, state } of played) {
    const story = storyOf(role);
    const known = counts.get(`${story} ${state}`) ?? { story, state, count: 0 };
    counts.set(`${story} ${state}`, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].sort((left, right) => right.count - left.count);
}

async function moneyOf(db: Database, { shopId, run }: DemoRun): Promise<TenderFigures[]> {
  const { rows } = await sql<TenderFigures>`
    select t.currency, t.kind, count(distinct (l.order_id, l.tender_id)) as tenders,
      sum(l.amount) filter (where l.replaced_by is null)::bigint as planned,
      coalesce(sum(l.amount) filter (where l.state = 'SUCCEEDED'), 0)::bigint as refunded,
      coalesce(sum(l.amount) filter (where l.state = 'MANUAL'), 0)::bigint as "byHand"
    from refund_legs l join tenders t using (shop_id, order_id, tender_id)
    where l.shop_id = ${shopId} and starts_with(l.order_id, ${run}) group by t.currency, t.kind order by t.currency, t.kind`.execute(
    db,
  );
  return rows;
}

async function wholeDurations(db: Database, { shopId }: DemoRun, played: readonly Played[]): Promise<number[]> {
  const ids = played.flatMap(({ cancellationId }) => cancellationId ?? []);
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from settled_at - requested_at) * 1000)::float as ms from cancellations
    where shop_id = ${shopId} and cancellation_id = any (${ids}::text[]) and settled_at is not null`.execute(db);
  return rows.map(({ ms }) => ms);
}
