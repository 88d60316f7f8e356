import type { Actor } from '../../../domain/cancellation';
import type { CancellationRef } from '../../../ports/cancellation-book';
import type { Transaction } from '../database';
import type { RemarkTable } from '../tables/cancellations';

/** What somebody wrote: 1 to 500 characters, personal. */
export interface Remark {
  readonly kind: RemarkTable['kind'];
  /** Left out: about the whole. */
  readonly merchantId?: string;
  readonly text: string;
  readonly actor: Actor;
}

/** Keeps it here alone. The first word counts, but for an arbiter's, who may say it better until he has ruled, and why it is to be decided again. */
export async function writeRemark(
  tx: Transaction,
  { shopId, cancellationId }: CancellationRef,
  remark: Remark,
): Promise<void> {
  const { kind, merchantId, text, actor } = remark;
  const written = { text, actor_id: actor.id, actor_role: actor.role, written_at: new Date() };
  await tx
    .insertInto('remarks')
    .values({ shop_id: shopId, cancellation_id: cancellationId, kind, merchant_id: merchantId ?? '', ...written })
    .onConflict((conflict) => {
      const again = conflict.columns(['shop_id', 'cancellation_id', 'kind', 'merchant_id']);
      return kind === 'RULING' || kind === 'REOPENING' ? again.doUpdateSet(written) : again.doNothing();
    })
    .execute();
}
