import { sql } from 'kysely';
import type { Calendar } from '../../../domain/calendar';
import type { Offer } from '../../../domain/offer';
import { DEFAULT_POLICY } from '../../../domain/policy-snapshot';
import type { Policy } from '../../../domain/policy';
import type { Transaction } from '../database';
import type { CancellationRow } from '../tables/cancellations';
import type { OfferRow } from '../tables/offers';

/** A stored offer in the domain's words, without its note. */
export function offerOf(row: OfferRow): Offer {
  const { kind, amount, currency } = row;
  return {
    offerId: row.offer_id,
    merchantId: row.merchant_id,
    terms: amount === null || currency === null ? { kind } : { kind, amount, currency },
    deadline: row.deadline.toISOString(),
    state: row.state,
  };
}

/** The offer of a locked cancellation. */
export function findOffer(tx: Transaction, row: CancellationRow): Promise<OfferRow | undefined> {
  return tx
    .selectFrom('offers')
    .selectAll()
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .executeTakeFirst();
}

/** The policy that a merchant's part was accepted under. */
export function policyOfPart({ policies }: CancellationRow, merchantId: string): Policy {
  return policies[merchantId] ?? DEFAULT_POLICY;
}

/** The calendar by which a merchant's clock for this part runs; null: by the wall clock. */
export async function clockCalendar(
  tx: Transaction,
  row: CancellationRow,
  merchantId: string,
): Promise<Calendar | null> {
  if (!policyOfPart(row, merchantId).businessHoursOnly) return null;
  const merchant = await tx
    .selectFrom('merchants')
    .select('calendar')
    .where('shop_id', '=', row.shop_id)
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  return (merchant?.calendar ?? null) as Calendar | null;
}

/** Sets the clock of a part; null: it stands still. */
export async function setPartDeadline(
  tx: Transaction,
  row: CancellationRow,
  part: { readonly merchantId: string; readonly deadline: Date | null },
): Promise<void> {
  await sql`update cancellation_parts set deadline = ${part.deadline}
    where shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id} and merchant_id = ${part.merchantId}`.execute(
    tx,
  );
}
