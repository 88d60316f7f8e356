import { sql, type Selectable } from 'kysely';
import type { Minor } from '../../../domain/money';
import type { Balance, BalanceRef } from '../../../ports/wallet-book';
import type { Database, Transaction } from '../database';
import type { BalanceEntryTable, BalanceTable } from '../tables/wallet';

export type BalanceRow = Selectable<BalanceTable>;

/** One entry of a balance; `amount` is minor units, above zero for a credit. */
export interface NewEntry {
  readonly amount: Minor;
  readonly cause: BalanceEntryTable['cause'];
  readonly causeId: string;
  readonly orderId?: string;
}

/**
 * Locks a balance; undefined where there is none. Balances are locked after everything else, in the order of their ids.
 */
export function lockBalance(tx: Transaction, { shopId, balanceId }: BalanceRef): Promise<BalanceRow | undefined> {
  return tx
    .selectFrom('balances')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('balance_id', '=', balanceId)
    .forUpdate()
    .executeTakeFirst();
}

/** Makes an empty balance; false where there was one. */
export async function makeBalance(
  tx: Transaction,
  { shopId, balanceId }: BalanceRef,
  { kind, currency }: Pick<Balance, 'kind' | 'currency'>,
): Promise<boolean> {
  const made = await tx
    .insertInto('balances')
    .values({ shop_id: shopId, balance_id: balanceId, kind, currency, held_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('balance_id')
    .executeTakeFirst();
  return made !== undefined;
}

/**
 * Posts an entry to a locked balance and moves its amount with it, in one statement; a credit opens a closed one again.
 * Undefined where an entry of this cause and id is there already: then nothing was changed.
 * @throws Error of the database's check where it would go below zero, or below what is held.
 */
export async function postEntry(tx: Transaction, ref: BalanceRef, entry: NewEntry): Promise<number | undefined> {
  const { rows } = await sql<{ entryId: number }>`
    with posted as (
      insert into balance_entries (shop_id, balance_id, amount, cause, cause_id, order_id)
      values (${ref.shopId}, ${ref.balanceId}, ${entry.amount}, ${entry.cause}, ${entry.causeId}, ${entry.orderId ?? null})
      on conflict (shop_id, cause, cause_id) do nothing returning entry_id, amount
    ), moved as (
      update balances b set amount = b.amount + posted.amount,
        state = case when posted.amount > 0 then 'OPEN' else b.state end
      from posted where b.shop_id = ${ref.shopId} and b.balance_id = ${ref.balanceId}
    )
    select entry_id as "entryId" from posted`.execute(tx);
  return rows[0]?.entryId;
}

/** The entry that one of these causes has made under an id, in whatever balance, with that balance's currency. */
export function findEntry(
  db: Database | Transaction,
  shopId: string,
  { causes, causeId }: { readonly causes: readonly BalanceEntryTable['cause'][]; readonly causeId: string },
): Promise<(Selectable<BalanceEntryTable> & { readonly currency: string }) | undefined> {
  return db
    .selectFrom('balance_entries as e')
    .innerJoin('balances as b', (join) =>
      join.onRef('b.shop_id', '=', 'e.shop_id').onRef('b.balance_id', '=', 'e.balance_id'),
    )
    .selectAll('e')
    .select('b.currency')
    .where('e.shop_id', '=', shopId)
    .where('e.cause', 'in', [...causes])
    .where('e.cause_id', '=', causeId)
    .executeTakeFirst();
}
