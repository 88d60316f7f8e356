import { sql, type RawBuilder } from 'kysely';
import { ENDED_STATES } from '../../../domain/cancellation';
import type { CancellationFilter, ListSort } from '../../../ports/cancellation-reader';
import { HAS_LATE_REFUND } from './late-refunds';
import { NO_DEADLINE, type ListPlace } from './list-place';

/** What a page is asked for, with the place after which it begins. */
export interface PageOf {
  readonly shopId: string;
  readonly filter: CancellationFilter;
  readonly sort: ListSort;
  readonly after: ListPlace | undefined;
  readonly rows: number;
}

/**
 * The ids of one page, each with the instant that its order goes by. Every order has its index (0001, 0011), and the cursor is a place in it, so that
 * what comes in between neither shifts nor repeats a row.
 */
export function pageQuery(page: PageOf): RawBuilder<{ cancellation_id: string; at: string }> {
  return isInbox(page) ? inboxQuery(page) : listQuery(page);
}

/** What waits for one merchant goes by that merchant's own clocks. */
function isInbox({ filter, sort }: PageOf): boolean {
  return sort === 'deadline' && filter.waitingOn === 'MERCHANT' && filter.merchantId !== undefined;
}

const DEADLINE = {
  own: sql`coalesce(c.deadline, 'infinity'::timestamptz)`,
  part: sql`coalesce(p.deadline, 'infinity'::timestamptz)`,
};

/** An instant as the cursor has it, to the microsecond. */
const text = (at: RawBuilder<unknown>) =>
  sql`case when ${at} = 'infinity' then ${NO_DEADLINE}::text else to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end`;

function inboxQuery({ shopId, filter, after, rows }: PageOf): RawBuilder<{ cancellation_id: string; at: string }> {
  const { merchantId, deadlineBefore, ...rest } = filter;
  const before = deadlineBefore === undefined ? [] : [sql`${DEADLINE.part} < ${deadlineBefore}::timestamptz`];
  const from =
    after === undefined ? [] : [sql`(${DEADLINE.part}, p.cancellation_id) > (${after.at}::timestamptz, ${after.id})`];
  return sql`select p.cancellation_id, ${text(DEADLINE.part)} as at
    from cancellation_parts p join cancellations c on c.shop_id = p.shop_id and c.cancellation_id = p.cancellation_id
    where ${all([
      sql`p.shop_id = ${shopId} and p.merchant_id = ${merchantId} and p.state = 'PENDING'`,
      ...before,
      ...from,
      ...conditions(rest),
    ])}
    order by ${DEADLINE.part}, p.cancellation_id limit ${rows}`;
}

function listQuery({ shopId, filter, sort, after, rows }: PageOf): RawBuilder<{ cancellation_id: string; at: string }> {
  const isNewest = sort === 'newest';
  const at = isNewest ? sql`c.requested_at` : DEADLINE.own;
  const place = sql`(${at}, c.cancellation_id)`;
  const from =
    after === undefined ? [] : [sql`${place} ${isNewest ? sql`<` : sql`>`} (${after.at}::timestamptz, ${after.id})`];
  return sql`select c.cancellation_id, ${text(at)} as at from cancellations c
    where ${all([sql`c.shop_id = ${shopId}`, ...from, ...conditions(filter)])}
    order by ${isNewest ? sql`c.requested_at desc, c.cancellation_id desc` : sql`${at}, c.cancellation_id`} limit ${rows}`;
}

/** As literals: else the index of what is active (0011) does not fit. */
const HAS_ENDED = sql`c.state in (${sql.join(ENDED_STATES.map((state) => sql.lit(state)))})`;

function conditions(filter: CancellationFilter): RawBuilder<unknown>[] {
  const { orderId, states, waitingOn, merchantId, reason, needsHuman, lateRefunds, prefix, deadlineBefore, active } =
    filter;
  return [
    ...(orderId === undefined ? [] : [sql`c.order_id = ${orderId}`]),
    ...(states === undefined ? [] : [stateIn(states)]),
    ...(needsHuman === true ? [sql`c.state = 'NEEDS_HUMAN'`] : []),
    ...(lateRefunds === true ? [HAS_LATE_REFUND] : []),
    ...(waitingOn === undefined ? [] : [sql`c.waiting_on = ${waitingOn}`]),
    ...(reason === undefined ? [] : [sql`c.reason = ${reason}`]),
    ...(deadlineBefore === undefined ? [] : [sql`${DEADLINE.own} < ${deadlineBefore}::timestamptz`]),
    // Ids are letters, digits, `_`, `-` and `.`: all of them stand before `~`.
    ...(prefix === undefined
      ? []
      : [sql`c.cancellation_id collate "C" >= ${prefix} and c.cancellation_id collate "C" < ${`${prefix}~`}`]),
    ...(active === undefined ? [] : [isActive(active)]),
    ...(merchantId === undefined ? [] : [hasPartOf(merchantId, waitingOn === 'MERCHANT')]),
  ];
}

function stateIn(states: readonly string[]): RawBuilder<unknown> {
  const [only] = states;
  return states.length === 1 ? sql`c.state = ${only}` : sql`c.state = any(${[...states]}::text[])`;
}

function isActive({ endedWithinDays }: NonNullable<CancellationFilter['active']>): RawBuilder<unknown> {
  if (endedWithinDays === undefined) return sql`not (${HAS_ENDED})`;
  return sql`(not (${HAS_ENDED}) or c.updated_at >= now() - ${endedWithinDays} * interval '1 day')`;
}

/** Of a cancellation that waits for merchants, one that this merchant has not decided. */
function hasPartOf(merchantId: string, isPending: boolean): RawBuilder<unknown> {
  return sql`exists (select from cancellation_parts own where own.shop_id = c.shop_id and own.cancellation_id = c.cancellation_id
    and own.merchant_id = ${merchantId} ${isPending ? sql`and own.state = 'PENDING'` : sql``})`;
}

function all(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join([...parts], sql` and `);
}
