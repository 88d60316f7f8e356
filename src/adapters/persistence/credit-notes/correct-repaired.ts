import { sql } from 'kysely';
import { correctionsDue, type FinalLeg, type Repaired } from '../../../domain/credit-note-correction';
import type { Transaction } from '../database';
import type { CancellationRow } from '../tables/cancellations';
import { issueCorrection } from './issue-correction';

interface RepairedFacts {
  readonly repaired: readonly Repaired[];
  readonly legs: readonly FinalLeg[];
  readonly noted: boolean;
}

/**
 * Corrects the credit note of a cancellation that is proven, by what its repairs have changed; each subject once,
 * however often it is proven. The caller holds the order's lock and calls it last in its transaction.
 */
export async function correctRepaired(tx: Transaction, row: CancellationRow): Promise<void> {
  const { repaired, legs, noted } = await loadRepairedFacts(tx, row);
  for (const due of correctionsDue(repaired, { legs, noted })) await issueCorrection(tx, row, due);
}

async function loadRepairedFacts(tx: Transaction, row: CancellationRow): Promise<RepairedFacts> {
  const own = sql`shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id}`;
  const { rows } = await sql<RepairedFacts>`
    select exists (select from credit_notes where ${own} and kind = 'CREDIT') as noted,
      (select coalesce(json_agg(json_build_object('subject', subject, 'kind', kind, 'authorizationId', (select c.authorization_id
          from captures c where c.shop_id = r.shop_id and c.order_id = ${row.order_id} and c.capture_id = r.subject))
          order by opened_at, subject), '[]') from repairs r where ${own}) as repaired,
      (select coalesce(json_agg(json_build_object('legId', l.leg_id, 'replacedBy', l.replaced_by, 'purpose', l.purpose,
          'captureId', l.capture_id, 'authorizationId', l.authorization_id, 'tender', json_strip_nulls(json_build_object(
            'tenderId', l.tender_id, 'tenderKind', t.kind, 'channel', l.channel, 'kind', l.kind, 'amount', l.amount,
            'reference', coalesce(l.provider_ref, l.manual_reference)))) order by length(l.leg_id), l.leg_id), '[]')
        from refund_legs l join tenders t using (shop_id, order_id, tender_id)
        where l.shop_id = ${row.shop_id} and l.cancellation_id = ${row.cancellation_id}) as legs`.execute(tx);
  return rows[0] ?? { repaired: [], legs: [], noted: false };
}
