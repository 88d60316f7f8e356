import { sql } from 'kysely';
import type { Database } from '../../../../src/adapters/persistence/database';
import { ensureShop } from '../../../../src/adapters/persistence/orders/ensure-shop';
import { DEFAULT_POLICY } from '../../../../src/domain/policy-snapshot';

export const SHOP = 'shop_1';

/** Merchants m_0 to m_199; every cancellation has parts of two neighbors. */
const MERCHANTS = 200;

/**
 * Cancellations of one shop as years would leave them: one in a hundred waits for merchants, one in five hundred for a person, the others have ended.
 * Of those that wait every tenth has no deadline; two of each second were asked for at once.
 */
export async function insertMany(db: Database, count: number): Promise<void> {
  await ensureShop(db, { shopId: SHOP });
  const policy = JSON.stringify(DEFAULT_POLICY);
  await sql`insert into policies (shop_id, merchant_id, version, hash, body)
    select ${SHOP}, 'm_' || n, 1, 'h', ${policy}::jsonb from generate_series(0, ${MERCHANTS} - 1) n`.execute(db);
  await sql`insert into merchants (shop_id, merchant_id, policy_version)
    select ${SHOP}, 'm_' || n, 1 from generate_series(0, ${MERCHANTS} - 1) n`.execute(db);
  await sql`insert into orders (shop_id, order_id, version, currency, placed_at, adjustment)
    select ${SHOP}, 'o_' || lpad(n::text, 6, '0'), 1, 'EUR', '2026-01-01', 0 from generate_series(1, ${count}::int) n`.execute(
    db,
  );
  await sql`insert into cancellations (shop_id, cancellation_id, order_id, workflow_id, idempotency_key, request_hash, initiator, reason, fault,
      actor_id, actor_role, order_version, selection, state, waiting_on, connected, currency, whole, refund, fee, policies, policy_hash,
      quote, deadline, stuck_cause, requested_at, updated_at)
    select ${SHOP}, 'o_' || lpad(n::text, 6, '0') || '.0123456789abcdef', 'o_' || lpad(n::text, 6, '0'), 'w', 'key-' || n, 'h', 'CUSTOMER',
      (array['CHANGED_MIND', 'FOUND_CHEAPER', 'OUT_OF_STOCK', 'WRONG_ADDRESS'])[1 + n % 4], 'BUYER', 'c', 'customer', 1, '{"kind": "ORDER"}',
      case when n % 500 = 1 then 'NEEDS_HUMAN' when n % 100 = 0 then 'AWAITING_DECISION'
        else (array['SETTLED', 'REJECTED', 'WITHDRAWN', 'DENIED'])[1 + n % 4] end,
      case when n % 500 = 1 then 'OPERATOR' when n % 100 = 0 then 'MERCHANT' else 'NONE' end,
      false, 'EUR', true, 1000, 0, '{}', 'h', '{}',
      case when n % 100 = 0 and n % 1000 <> 0 then '2026-03-01'::timestamptz + (n * 7919 % 5000) * interval '1 minute' end,
      case when n % 500 = 1 then 'REFUND_FAILED' end,
      '2026-01-01'::timestamptz + (n / 2) * interval '1 second', '2026-01-01'
    from generate_series(1, ${count}::int) n`.execute(db);
  await sql`insert into cancellation_parts (shop_id, cancellation_id, merchant_id, state, deadline, on_timeout, on_not_stopped)
    select ${SHOP}, c.cancellation_id, 'm_' || (substr(c.order_id, 3)::int + other) % ${MERCHANTS},
      case when c.waiting_on = 'MERCHANT' and (other = 0 or substr(c.order_id, 3)::int % 400 <> 0) then 'PENDING' else 'APPROVED' end,
      c.deadline + other * interval '1 day', 'APPROVE', 'END'
    from cancellations c, generate_series(0, 1) other`.execute(db);
  await insertLegs(db);
  await sql`analyze`.execute(db);
}

/**
 * A leg of each that was settled, and of each that needs a person: of those every second one is late, by its day or because a pass found it so, and
 * every tenth twice. One that was replaced, and one whose day is to come, are not.
 */
async function insertLegs(db: Database): Promise<void> {
  await sql`insert into tenders (shop_id, order_id, tender_id, kind, channel, currency, sequence)
    select ${SHOP}, order_id, 't_1', 'CARD', 'sandbox', 'EUR', 1 from cancellations where state in ('SETTLED', 'NEEDS_HUMAN')`.execute(
    db,
  );
  await sql`insert into captures (shop_id, order_id, capture_id, tender_id, amount, captured_at)
    select shop_id, order_id, 'cap_' || order_id, 't_1', 1000, '2026-01-01' from tenders`.execute(db);
  const legs = (name: string, over: { state: string; where: string; expected?: string; late?: string; by?: string }) =>
    sql`insert into refund_legs (shop_id, leg_id, cancellation_id, order_id, tender_id, kind, channel, capture_id, amount, currency, state,
        idempotency_key, expected_by, late_since, replaced_by)
      select ${SHOP}, cancellation_id || ${`/${name}`}, cancellation_id, order_id, 't_1', 'refund', 'sandbox', 'cap_' || order_id, 1, 'EUR',
        ${over.state}, cancellation_id || ${name}, ${over.expected ?? '2026-01-10'}::date, ${over.late ?? null}::timestamptz, ${over.by ?? null}
      from cancellations c, lateral (select substr(c.order_id, 3)::int as n) number where ${sql.raw(over.where)}`.execute(
      db,
    );
  await legs('done', { state: 'SUCCEEDED', where: "state = 'SETTLED'" });
  await legs('late', { state: 'PENDING', where: "state = 'NEEDS_HUMAN' and n % 1000 = 1" });
  await legs('late_too', { state: 'AMBIGUOUS', where: "state = 'NEEDS_HUMAN' and n % 5000 = 1" });
  const found = { state: 'PENDING', expected: '2999-01-01', late: '2026-01-11' };
  await legs('late_found', { ...found, where: "state = 'NEEDS_HUMAN' and n % 5000 = 501" });
  await legs('to_come', {
    state: 'PENDING',
    expected: '2999-01-01',
    where: "state = 'NEEDS_HUMAN' and n % 1000 = 501",
  });
  await legs('replaced', { state: 'REVIEW', by: 'x', where: "state = 'NEEDS_HUMAN' and n % 1000 = 501" });
}
