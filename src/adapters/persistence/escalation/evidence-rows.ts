import { createHash } from 'node:crypto';
import type { Actor } from '../../../domain/cancellation';
import type { EvidenceRef } from '../../../domain/lever';
import { canonicalJson } from '../../../domain/policy-snapshot';
import type { Transaction } from '../database';
import { recordEvents } from '../record-event';
import type { CancellationRow } from '../tables/cancellations';

/** What somebody shows. */
export interface Shown extends EvidenceRef {
  readonly note?: string;
  readonly actor: Actor;
  /** Whose side it is on, where a merchant shows it. */
  readonly merchantId?: string;
}

/**
 * Stores a piece of evidence and tells that it was shown, without its note and where it is. The same shown again by the same is the same
 * piece. Answers with its id.
 */
export async function addEvidence(
  tx: Transaction,
  row: Pick<CancellationRow, 'shop_id' | 'cancellation_id'>,
  { actor, merchantId, note, ...shown }: Shown,
): Promise<string> {
  const { shop_id, cancellation_id } = row;
  const same = canonicalJson({ ...shown, by: actor.id, role: actor.role, merchantId });
  const digest = createHash('sha256').update(same).digest('hex').slice(0, 16);
  const evidence_id = `${cancellation_id}/evidence/${digest}`;
  const added = await tx
    .insertInto('evidence')
    .values({
      ...{ shop_id, evidence_id, cancellation_id, kind: shown.kind, reference: shown.reference },
      ...{ sha256: shown.sha256 ?? null, merchant_id: merchantId ?? null, note: note ?? null },
      ...{ recorded_by: actor.id, recorded_role: actor.role },
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'evidence_id']).doNothing())
    .returning('evidence_id')
    .executeTakeFirst();
  if (added !== undefined) {
    const details = { evidenceId: evidence_id, kind: shown.kind, ...(merchantId === undefined ? {} : { merchantId }) };
    await recordEvents(tx, { shopId: shop_id, cancellationId: cancellation_id }, [
      { event: 'EVIDENCE_ADDED', actor, details },
    ]);
  }
  return evidence_id;
}
