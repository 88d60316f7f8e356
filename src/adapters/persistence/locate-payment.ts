import { sql } from 'kysely';
import type { Database, Transaction } from './database';
import type { PaymentInboxRow } from './tables/payment-inbox';

/** Whose payment a message is about. */
export interface Located {
  readonly shop_id: string;
  readonly order_id: string;
  readonly tender_id: string;
  readonly currency: string;
  /** Null where the capture is not on our books. */
  readonly capture_id: string | null;
  readonly authorization_id: string | null;
}

export type Named = Pick<PaymentInboxRow, 'source' | 'source_id' | 'authorization_id' | 'kind'>;

/**
 * Finds a payment by the provider's ids: by its capture's, else by its authorization's. Several shops may share one
 * account at a provider, so an id that is not unique finds nothing, unless the authorization tells them apart.
 * Undefined where nothing, or too much, is found.
 */
export async function locatePayment(db: Database | Transaction, named: Named): Promise<Located | undefined> {
  const captures = await findCaptures(db, named);
  if (captures.length === 1) return captures[0];
  const authorizations = await findAuthorizations(db, named);
  if (captures.length > 1) {
    const same = captures.filter((capture) =>
      authorizations.some((one) => one.shop_id === capture.shop_id && one.order_id === capture.order_id),
    );
    return only(same);
  }
  const found = only(authorizations);
  if (found === undefined || named.kind === 'CAPTURED' || named.kind === 'CAPTURE_FAILED') return found;
  return only(await findCapturesOf(db, found));
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

async function findCaptures(db: Database | Transaction, { source, source_id }: Named): Promise<Located[]> {
  const { rows } = await sql<Located>`
    select c.shop_id, c.order_id, c.tender_id, t.currency, c.capture_id, c.authorization_id
    from captures c join tenders t using (shop_id, order_id, tender_id)
    where c.capture_id = ${source_id} and t.channel = ${source}`.execute(db);
  return rows;
}

async function findAuthorizations(db: Database | Transaction, named: Named): Promise<Located[]> {
  const { rows } = await sql<Located>`
    select a.shop_id, a.order_id, a.tender_id, t.currency, null as capture_id, a.authorization_id
    from authorizations a join tenders t using (shop_id, order_id, tender_id)
    where a.authorization_id = ${named.authorization_id ?? named.source_id} and t.channel = ${named.source}`.execute(
    db,
  );
  return rows;
}

async function findCapturesOf(db: Database | Transaction, of: Located): Promise<Located[]> {
  const { rows } = await sql<Located>`
    select shop_id, order_id, tender_id, ${of.currency} as currency, capture_id, authorization_id from captures
    where shop_id = ${of.shop_id} and order_id = ${of.order_id} and authorization_id = ${of.authorization_id}`.execute(
    db,
  );
  return rows;
}
