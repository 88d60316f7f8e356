import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { BalanceKind, BalanceRef } from '../../../ports/wallet-book';
import type { LegRequest } from '../../../ports/refund-channel';
import type { Database, Transaction } from '../database';
import type { BalanceEntryTable } from '../tables/wallet';
import { findEntry, lockBalance, makeBalance, postEntry } from './balance-entry';

export type CreditAsk = Pick<
  LegRequest,
  'shopId' | 'orderId' | 'kind' | 'sourceId' | 'amount' | 'currency' | 'idempotencyKey' | 'destinationId'
>;

/** A leg's credits, whatever it was for: one key, one credit. */
const CAUSES: readonly BalanceEntryTable['cause'][] = ['REFUND', 'PAYOUT'];

/** `<balanceId>` or `<balanceId>:<anything>`: several payments of one balance have ids of their own. */
export function balanceIdOf(sourceId: string): string {
  return sourceId.split(':', 1)[0] ?? sourceId;
}

/**
 * Credits a leg to its balance, once for its key, in the caller's transaction: at its end the money is back. The same
 * key again is the same credit; with another amount or balance it is a mismatch, and nothing moves. A gift card must be
 * there; a store credit is made.
 */
export async function creditLeg(tx: Transaction, kind: BalanceKind, ask: CreditAsk): Promise<ChannelAnswer> {
  if (ask.kind === 'void') return { outcome: 'failed', code: 'NOT_REFUNDABLE' };
  const balanceId = await balanceOfLeg(tx, ask);
  if (balanceId === undefined) return { outcome: 'failed', code: 'DESTINATION_NOT_FOUND' };
  const ref = { shopId: ask.shopId, balanceId };
  const known = await knownCredit(tx, ask, balanceId);
  if (known.outcome !== 'not_found') return known;
  if (kind === 'STORE_CREDIT' && /^[A-Za-z0-9_-]{1,64}$/.test(balanceId)) {
    await makeBalance(tx, ref, { kind, currency: ask.currency });
  }
  const failure = await failureOf(tx, ref, { kind, currency: ask.currency });
  if (failure !== undefined) return { outcome: 'failed', code: failure };
  const entryId = await postEntry(tx, ref, {
    amount: ask.amount,
    cause: ask.kind === 'payout' ? 'PAYOUT' : 'REFUND',
    causeId: ask.idempotencyKey,
    orderId: ask.orderId,
  });
  // Undefined: another connection was first with this key.
  return entryId === undefined
    ? knownCredit(tx, ask, balanceId)
    : { outcome: 'succeeded', providerRef: String(entryId) };
}

/** What became of a leg: its credit, or `not_found`. */
export async function queryCredit(db: Database | Transaction, ask: CreditAsk): Promise<ChannelAnswer> {
  return knownCredit(db, ask, await balanceOfLeg(db, ask));
}

async function knownCredit(
  db: Database | Transaction,
  ask: CreditAsk,
  balanceId: string | undefined,
): Promise<ChannelAnswer> {
  const entry = await findEntry(db, ask.shopId, { causes: CAUSES, causeId: ask.idempotencyKey });
  if (entry === undefined) return { outcome: 'not_found' };
  const providerRef = String(entry.entry_id);
  const isSame = entry.amount === ask.amount && entry.currency === ask.currency && entry.balance_id === balanceId;
  return isSame ? { outcome: 'succeeded', providerRef } : { outcome: 'mismatch', providerRef, code: 'KEY_REUSED' };
}

/** A refund goes back to the balance that paid, a payout to the store credit that was chosen. */
async function balanceOfLeg(db: Database | Transaction, ask: CreditAsk): Promise<string | undefined> {
  if (ask.kind !== 'payout') return balanceIdOf(ask.sourceId);
  const destination = await db
    .selectFrom('payout_destinations')
    .select('balance_id')
    .where('shop_id', '=', ask.shopId)
    .where('destination_id', '=', ask.destinationId ?? '')
    .executeTakeFirst();
  return destination?.balance_id ?? undefined;
}

async function failureOf(
  tx: Transaction,
  ref: BalanceRef,
  { kind, currency }: { readonly kind: BalanceKind; readonly currency: string },
): Promise<string | undefined> {
  const balance = await lockBalance(tx, ref);
  if (balance?.kind !== kind) return 'BALANCE_UNKNOWN';
  return balance.currency === currency ? undefined : 'CURRENCY_MISMATCH';
}
