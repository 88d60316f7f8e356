import type { Insertable } from 'kysely';
import type { CancellationRequest, RequestAnswer } from '../../../domain/request';
import type { Transaction } from '../database';
import type { IdempotencyKeyTable } from '../tables/record';

const SCOPE = 'request';

/** The row that keeps an answer under its request's key. */
export function idempotencyRow(request: CancellationRequest, answer: RequestAnswer): Insertable<IdempotencyKeyTable> {
  return {
    shop_id: request.shopId,
    scope: SCOPE,
    key: request.idempotencyKey,
    request_hash: request.requestHash,
    answer: JSON.stringify(answer),
  };
}

/** The answer that was given to this key, whatever request came under it. */
export async function storedAnswer(
  tx: Transaction,
  { shopId, idempotencyKey }: Pick<CancellationRequest, 'shopId' | 'idempotencyKey'>,
): Promise<RequestAnswer | undefined> {
  const row = await tx
    .selectFrom('idempotency_keys')
    .select('answer')
    .where('shop_id', '=', shopId)
    .where('scope', '=', SCOPE)
    .where('key', '=', idempotencyKey)
    .executeTakeFirst();
  return row?.answer as RequestAnswer | undefined;
}
