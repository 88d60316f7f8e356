import type { CancellationRef } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';

/** Has this merchant a part in it? One question, the same where there is no such cancellation. */
export async function hasPart(
  db: Database | Transaction,
  ref: CancellationRef & { readonly merchantId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('cancellation_parts')
    .select('merchant_id')
    .where('shop_id', '=', ref.shopId)
    .where('cancellation_id', '=', ref.cancellationId)
    .where('merchant_id', '=', ref.merchantId)
    .executeTakeFirst();
  return row !== undefined;
}
