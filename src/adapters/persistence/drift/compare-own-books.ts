import { sql } from 'kysely';
import { OWN_BOOKS, type DriftBook, type DriftKind } from '../../../ports/drift-book';
import { checkBooks, type BookDifference } from '../books-check';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { writeCases } from './write-cases';

/** Which books a check is about; all others are about the ledger and what it agrees with. */
const KIND_OF: Readonly<Record<string, DriftKind>> = {
  STOCK: 'STOCK',
  STOCK_OF_UNIT: 'STOCK',
  ORDER_READS: 'ORDER',
  FEES_KEPT: 'ORDER',
};

/** Compares every shop's own books with each other, shop by shop, and writes its cases in one transaction each. */
export function compareOwnBooks(db: Database): DriftBook['compareOwnBooks'] {
  return async () => {
    const counts = { opened: 0, closed: 0, open: 0 };
    for (const { shop_id } of await db.selectFrom('shops').select('shop_id').orderBy('shop_id').execute()) {
      const found = await checkBooks(db, shop_id);
      const own = await write(db, shop_id, found);
      counts.opened += own.opened;
      counts.closed += own.closed;
      counts.open += own.open;
    }
    return counts;
  };
}

function write(db: Database, shopId: string, found: readonly BookDifference[]) {
  const rows = found.map(({ check, id, expected, found: actual }) => ({
    kind: KIND_OF[check] ?? 'LEDGER',
    subject: `${check} ${id}`,
    ours: { expected, found: actual },
  }));
  const differences = sql<object>`
    select ${shopId} as shop_id, ${OWN_BOOKS} as channel, kind, subject, null as leg_id, null as cancellation_id, ours, '{}' as theirs,
      null::timestamptz as happened_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (kind text, subject text, ours json)`;
  return inTransaction(db, (tx) =>
    writeCases(tx, differences, {
      channel: sql`${OWN_BOOKS} and d.shop_id = ${shopId}`,
      kinds: ['STOCK', 'ORDER', 'LEDGER'],
    }),
  );
}
