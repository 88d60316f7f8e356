import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { ensureShop } from '../../../../src/adapters/persistence/orders/ensure-shop';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import { createWalletBook } from '../../../../src/adapters/persistence/wallet/wallet-book';
import type { Balance, BalanceKind, BalanceMovement, WalletBook } from '../../../../src/ports/wallet-book';
import { createTestDatabase } from '../../../support/test-database';
import { newOrder } from '../orders/new-order';

export const SHOP = 'shop_1';

/** A test file's own database with one shop, one order and its wallet. */
export interface Wallet {
  readonly db: Database;
  readonly url: string;
  readonly book: WalletBook;
  readonly put: (
    balanceId: string,
    movements: readonly BalanceMovement[],
    kind?: BalanceKind,
  ) => ReturnType<WalletBook['putBalance']>;
  readonly read: (balanceId: string) => Promise<Balance | undefined>;
  readonly entries: (balanceId: string) => Promise<{ amount: number; cause: string; cause_id: string }[]>;
  readonly close: () => Promise<void>;
}

export const issue = (movementId: string, amount: number): BalanceMovement => ({ movementId, cause: 'ISSUE', amount });
export const spend = (movementId: string, amount: number): BalanceMovement => ({ movementId, cause: 'SPEND', amount });

export async function openWallet(): Promise<Wallet> {
  const database = await createTestDatabase();
  const db = openDatabase(database.url, { max: 10 });
  await ensureShop(db, { shopId: SHOP });
  await createOrderBook(db, { channels: new Set(['sandbox']) }).putOrder(SHOP, newOrder());
  const book = createWalletBook(db);
  return {
    ...{ db, book, url: database.url },
    put: (balanceId, movements, kind = 'GIFT_CARD') =>
      book.putBalance({ shopId: SHOP, balanceId }, { kind, currency: 'EUR', movements }),
    read: (balanceId) => book.readBalance({ shopId: SHOP, balanceId }),
    entries: (balanceId) =>
      db
        .selectFrom('balance_entries')
        .select(['amount', 'cause', 'cause_id'])
        .where('balance_id', '=', balanceId)
        .orderBy('entry_id')
        .execute(),
    close: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}

/** Every balance is the sum of its entries. */
export async function expectSumsFit(db: Database): Promise<void> {
  const rows = await db
    .selectFrom('balances as b')
    .leftJoin('balance_entries as e', (join) =>
      join.onRef('e.shop_id', '=', 'b.shop_id').onRef('e.balance_id', '=', 'b.balance_id'),
    )
    .select(({ fn }) => ['b.balance_id', 'b.amount', fn.coalesce(fn.sum<string>('e.amount'), 'b.held').as('sum')])
    .groupBy(['b.balance_id', 'b.amount', 'b.held'])
    .execute();
  for (const { balance_id, amount, sum } of rows) expect([balance_id, Number(sum)]).toEqual([balance_id, amount]);
}
