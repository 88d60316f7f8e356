import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import type { Refusal } from '../../../domain/refusals';
import type { RequestRefused } from '../../../domain/request';
import type { Transaction } from '../database';
import type { LoadedOrder } from '../load-order';
import { eventRows } from '../record-event';
import { cancellationRow, emptyQuote, type Request } from './cancellation-row';
import { idempotencyRow } from './stored-answer';

export interface RefusalToStore {
  readonly request: Request;
  readonly refusal: Refusal;
  readonly now: Date;
  /** Undefined where there is no such order: then only the answer is stored. */
  readonly loaded: LoadedOrder | undefined;
}

/** Stores a refused request: its answer and, where the order exists, a DENIED cancellation that returns nothing. */
export async function storeRefusal(tx: Transaction, refused: RefusalToStore): Promise<RequestRefused> {
  const { request, refusal, now, loaded } = refused;
  const { shopId, cancellationId, requestHash, actor, reason, initiator } = request;
  const answer: RequestRefused = { ...refusal, cancellationId, requestHash };
  if (loaded === undefined) {
    await tx.insertInto('idempotency_keys').values(idempotencyRow(request, answer)).execute();
    return answer;
  }
  const row = cancellationRow({
    ...{ request, loaded, now },
    state: 'DENIED',
    waitingOn: 'NONE',
    quote: emptyQuote(loaded.order.currency),
    policies: Object.fromEntries(loaded.policies),
    denial: refusal.code,
  });
  const { timeline, outbox } = eventRows({ shopId, cancellationId }, [
    { event: 'REQUESTED', actor, to: 'REQUESTED', reason, details: { initiator } },
    {
      event: 'DENIED',
      actor: SYSTEM_ACTOR,
      from: 'REQUESTED',
      to: 'DENIED',
      reason: refusal.code,
      ...(refusal.details === undefined ? {} : { details: refusal.details }),
    },
  ]);
  await tx
    .with('cancellation', (cte) => cte.insertInto('cancellations').values(row))
    .with('stored', (cte) => cte.insertInto('idempotency_keys').values(idempotencyRow(request, answer)))
    .with('told', (cte) => cte.insertInto('outbox').values(outbox))
    .insertInto('timeline')
    .values(timeline)
    .execute();
  return answer;
}
