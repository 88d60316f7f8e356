import { sql } from 'kysely';
import type { RequestAccepted } from '../../../domain/request';
import type { Transaction } from '../database';
import { insertRecordset } from '../insert-recordset';
import { eventRows } from '../record-event';
import { waitingOnOf } from '../waiting';
import { acceptanceAnswer, acceptanceEvents, partRows, ruleRows, unitRows } from './acceptance-rows';
import { cancellationRow, type Request } from './cancellation-row';
import type { Acceptance, AcceptanceAsk } from './plan-acceptance';
import { idempotencyRow } from './stored-answer';

/**
 * Stores an accepted request in one statement: the cancellation with its units and parts, what rules decided, the hold
 * on the units, the order's state, timeline, outbox and the answer. The order's row must be locked.
 * @throws Error when a unit was not free: eligibility had allowed it under the same lock.
 */
export async function storeAcceptance(
  tx: Transaction,
  ask: AcceptanceAsk & { readonly request: Request },
  acceptance: Acceptance,
): Promise<RequestAccepted> {
  const { request, loaded, now } = ask;
  const { shopId, cancellationId, orderId } = request;
  const { state, standing, quote, policies, statutory } = acceptance;
  const answer = acceptanceAnswer(request, acceptance);
  const { timeline, outbox } = eventRows({ shopId, cancellationId }, acceptanceEvents(request, acceptance));
  const row = cancellationRow({
    ...{ request, loaded, now, state, quote, policies, statutory },
    waitingOn: waitingOnOf(state, standing),
    ...(answer.deadline === undefined ? {} : { deadline: answer.deadline }),
  });
  const unitIds = JSON.stringify(quote.units.map(({ unitId }) => unitId));
  const { held } = await tx
    .with('cancellation', (cte) => cte.insertInto('cancellations').values(row))
    .with('parts', () => sql<object>`(${insertRecordset('cancellation_parts', partRows(request, acceptance))})`)
    .with('rules', () => sql<object>`(${insertRecordset('decisions', ruleRows(ask, acceptance))})`)
    .with('units', () => sql<object>`(${insertRecordset('cancellation_units', unitRows(request, quote))})`)
    .with(
      'held',
      () => sql<object>`(update order_units set state = 'HELD', cancellation_id = ${cancellationId}
        where shop_id = ${shopId} and order_id = ${orderId} and state = 'ACTIVE'
          and unit_id in (select json_array_elements_text(${unitIds}::json)) returning unit_id)`,
    )
    .with('ordered', (cte) =>
      cte
        .updateTable('orders')
        .set({ state: 'CANCELLING', frozen: true, updated_at: now })
        .where('shop_id', '=', shopId)
        .where('order_id', '=', orderId),
    )
    .with('stored', (cte) => cte.insertInto('idempotency_keys').values(idempotencyRow(request, answer)))
    .with('told', (cte) => cte.insertInto('outbox').values(outbox))
    .with('timed', (cte) => cte.insertInto('timeline').values(timeline))
    .selectNoFrom(sql<number>`(select count(*)::int from held)`.as('held'))
    .executeTakeFirstOrThrow();
  if (held !== quote.units.length) throw new Error(`Only ${held} of ${quote.units.length} units were free to hold`);
  return answer;
}
