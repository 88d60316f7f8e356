import { exponentOf } from '../../../domain/currency';
import { refused, type Refusal } from '../../../domain/refusals';
import type { Balance, BalanceMovement, BalanceRef, PutBalanceResult, WalletBook } from '../../../ports/wallet-book';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { findEntry, lockBalance, makeBalance, postEntry, type BalanceRow } from './balance-entry';

/** The shop's gift cards and store credits in PostgreSQL; see the port. */
export function createWalletBook(db: Database): WalletBook {
  return {
    putBalance: async (ref, put) => {
      if (exponentOf(put.currency) === undefined) return refused('CURRENCY_UNKNOWN', { currency: put.currency });
      try {
        return await inTransaction(db, (tx) => putBalance(tx, ref, put));
      } catch (error) {
        // What was posted before the refusal is taken back with its transaction.
        if (error instanceof RefusedMovement) return error.refusal;
        throw error;
      }
    },
    readBalance: async ({ shopId, balanceId }) => {
      const row = await db
        .selectFrom('balances')
        .selectAll()
        .where('shop_id', '=', shopId)
        .where('balance_id', '=', balanceId)
        .executeTakeFirst();
      return row === undefined ? undefined : balanceOf(row);
    },
  };
}

/** Ends the transaction: a refusal changes nothing. */
class RefusedMovement extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

async function putBalance(
  tx: Transaction,
  ref: BalanceRef,
  { kind, currency, movements }: Parameters<WalletBook['putBalance']>[1],
): Promise<PutBalanceResult> {
  const created = await makeBalance(tx, ref, { kind, currency });
  const before = await locked(tx, ref);
  if (before.kind !== kind) return refused('BALANCE_NOT_FOUND', { field: 'kind', kind: before.kind });
  if (before.currency !== currency) {
    return refused('CURRENCY_MISMATCH', { field: 'currency', currency, balanceCurrency: before.currency });
  }
  let posted = 0;
  for (const [index, movement] of movements.entries()) {
    if (await applyMovement(tx, ref, { movement, index })) posted += 1;
  }
  const outcome = created ? 'created' : posted > 0 ? 'updated' : 'unchanged';
  return { outcome, balance: balanceOf(await locked(tx, ref)) };
}

async function applyMovement(
  tx: Transaction,
  ref: BalanceRef,
  { movement, index }: { readonly movement: BalanceMovement; readonly index: number },
): Promise<boolean> {
  const { movementId, cause } = movement;
  const amount = cause === 'SPEND' ? -movement.amount : movement.amount;
  const known = await findEntry(tx, ref.shopId, { causes: [cause], causeId: movementId });
  if (known !== undefined) {
    if (known.balance_id === ref.balanceId && known.amount === amount) return false;
    throw reused(index);
  }
  const now = await locked(tx, ref);
  const left = now.amount - now.held;
  if (left + amount < 0 || !Number.isSafeInteger(now.amount + amount)) {
    throw new RefusedMovement(refused('AMOUNT_INVALID', { field: `movements.${index}.amount`, left }));
  }
  const posted = await postEntry(tx, ref, { amount, cause, causeId: movementId });
  // This balance is locked, so that it was another one that took the id just now.
  if (posted === undefined) throw reused(index);
  return true;
}

function reused(index: number): RefusedMovement {
  return new RefusedMovement(refused('IDEMPOTENCY_KEY_REUSED', { field: `movements.${index}.movementId` }));
}

async function locked(tx: Transaction, ref: BalanceRef): Promise<BalanceRow> {
  const row = await lockBalance(tx, ref);
  if (row === undefined) throw new Error(`No balance ${ref.balanceId} of shop ${ref.shopId}`);
  return row;
}

function balanceOf({ balance_id, kind, currency, state, amount, held }: BalanceRow): Balance {
  return { balanceId: balance_id, kind, currency, state, amount, held };
}
