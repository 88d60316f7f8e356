import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { plainIban } from '../../../domain/iban';
import { refused } from '../../../domain/refusals';
import {
  DataKeysMissing,
  type BankAccount,
  type DestinationRef,
  type DestinationView,
  type NewDestination,
  type PayoutDestinations,
} from '../../../ports/payout-destinations';
import type { Sealer } from '../../secrets/sealer';
import type { Database } from '../database';
import type { PayoutDestinationTable } from '../tables/payouts';
import { destinationRefusal } from './destination-refusal';

type Row = Selectable<PayoutDestinationTable>;

/**
 * Where else money may go, in PostgreSQL. Without a sealer bank accounts are neither taken
 * nor opened; store credits need none.
 */
export function createPayoutDestinations(db: Database, sealer: Sealer | undefined): PayoutDestinations {
  return {
    create: (ask) => create(db, sealer, ask),
    read: async (ref) => {
      const row = await find(db, ref);
      return row === undefined ? undefined : viewOf(row);
    },
    listOf: async ({ shopId, orderId }) => {
      const rows = await db
        .selectFrom('payout_destinations')
        .selectAll()
        .where('shop_id', '=', shopId)
        .where('order_id', '=', orderId)
        .orderBy('created_at')
        .orderBy('destination_id')
        .execute();
      return rows.map(viewOf);
    },
    erase: (ref) => erase(db, ref),
    destinationDetails: async (ref) => {
      const row = await find(db, ref);
      if (row === undefined || row.sealed === null) return undefined;
      if (sealer === undefined) throw new DataKeysMissing();
      return JSON.parse(sealer.open(row.sealed, placeOf(ref)).toString('utf8')) as BankAccount;
    },
  };
}

async function create(
  db: Database,
  sealer: Sealer | undefined,
  { shopId, orderId, destination, actor }: Parameters<PayoutDestinations['create']>[0],
): ReturnType<PayoutDestinations['create']> {
  const tidy = tidied(destination);
  const refusal = destinationRefusal(tidy);
  if (refusal !== undefined) return refusal;
  const order = await db
    .selectFrom('orders')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  if (order === undefined) return refused('ORDER_NOT_FOUND');
  const ref = { shopId, destinationId: randomUUID() };
  const row = await db
    .insertInto('payout_destinations')
    .values({
      ...{ shop_id: shopId, destination_id: ref.destinationId, order_id: orderId, kind: tidy.kind },
      sealed: sealedOf(sealer, ref, tidy),
      balance_id: tidy.kind === 'STORE_CREDIT' ? tidy.balanceId : null,
      hint: hintOf(tidy),
      created_by: actor.id,
      erased_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { outcome: 'created', destination: viewOf(row) };
}

function tidied(destination: NewDestination): NewDestination {
  if (destination.kind === 'STORE_CREDIT') return destination;
  const { kind, iban, name, bic } = destination;
  return { kind, iban: plainIban(iban), name: name.trim(), ...(bic === undefined ? {} : { bic: plainIban(bic) }) };
}

function sealedOf(sealer: Sealer | undefined, ref: DestinationRef, destination: NewDestination): Buffer | null {
  if (destination.kind === 'STORE_CREDIT') return null;
  if (sealer === undefined) throw new DataKeysMissing();
  const { iban, name, bic } = destination;
  const account: BankAccount = { iban, name, ...(bic === undefined ? {} : { bic }) };
  return sealer.seal(Buffer.from(JSON.stringify(account), 'utf8'), placeOf(ref));
}

function placeOf({ shopId, destinationId }: DestinationRef): readonly string[] {
  return ['payout-destination', shopId, destinationId];
}

function hintOf(destination: NewDestination): string {
  return (destination.kind === 'BANK_ACCOUNT' ? destination.iban : destination.balanceId).slice(-4);
}

function find(db: Database, { shopId, destinationId }: DestinationRef): Promise<Row | undefined> {
  return db
    .selectFrom('payout_destinations')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('destination_id', '=', destinationId)
    .executeTakeFirst();
}

async function erase(db: Database, { shopId, destinationId }: DestinationRef): Promise<boolean> {
  const erased = await db
    .updateTable('payout_destinations')
    .set((make) => ({
      sealed: null,
      balance_id: null,
      erased_at: make.fn.coalesce('erased_at', make.val(new Date())),
    }))
    .where('shop_id', '=', shopId)
    .where('destination_id', '=', destinationId)
    .returning('destination_id')
    .executeTakeFirst();
  return erased !== undefined;
}

function viewOf(row: Row): DestinationView {
  return {
    destinationId: row.destination_id,
    orderId: row.order_id,
    kind: row.kind,
    hint: row.hint,
    createdAt: row.created_at.toISOString(),
    ...(row.erased_at === null ? {} : { erasedAt: row.erased_at.toISOString() }),
  };
}
