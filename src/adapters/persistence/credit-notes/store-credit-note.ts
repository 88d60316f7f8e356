import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { noteNumberOf, seriesOf, type CreditNote, type UnnumberedNote } from '../../../domain/credit-note';
import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import { canonicalJson } from '../../../domain/policy-snapshot';
import type { IssuedCreditNote } from '../../../ports/credit-notes';
import type { Transaction } from '../database';
import { recordEvents } from '../record-event';

/**
 * Gives a note the next number of its shop and year, and keeps it with the hash of its canonical JSON. The
 * series stays locked until the transaction ends, so that numbers follow each other without a gap, also
 * when it is rolled back: call it last.
 */
export async function storeCreditNote(
  tx: Transaction,
  issuedAt: Date,
  note: UnnumberedNote,
): Promise<IssuedCreditNote> {
  const { shopId, cancellationId, kind, total, currency } = note;
  const series = seriesOf(issuedAt);
  const number = await nextNumber(tx, shopId, series);
  const body: CreditNote = { ...note, number: noteNumberOf(series, number), issuedAt: issuedAt.toISOString() };
  const text = canonicalJson(body);
  const hash = createHash('sha256').update(text).digest('hex');
  await tx
    .insertInto('credit_notes')
    .values({
      shop_id: shopId,
      series,
      number,
      cancellation_id: cancellationId,
      kind,
      body: text,
      hash,
      issued_at: issuedAt,
    })
    .execute();
  const details = { number: body.number, kind, amount: total, currency, hash };
  await recordEvents(tx, { shopId, cancellationId }, [{ event: 'CREDIT_NOTE_ISSUED', actor: SYSTEM_ACTOR, details }]);
  return { note: body, hash };
}

async function nextNumber(tx: Transaction, shopId: string, series: string): Promise<number> {
  const { rows } = await sql<{ last_number: number }>`
    insert into credit_note_series (shop_id, series, last_number) values (${shopId}, ${series}, 1)
    on conflict (shop_id, series) do update set last_number = credit_note_series.last_number + 1
    returning last_number`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error(`No series ${series} of shop ${shopId}`);
  return row.last_number;
}
