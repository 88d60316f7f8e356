import { randomBytes } from 'node:crypto';
import { createBankBatches } from '../../../../src/adapters/persistence/bank/bank-batches';
import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { ensureShop } from '../../../../src/adapters/persistence/orders/ensure-shop';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import { createPayoutDestinations } from '../../../../src/adapters/persistence/payouts/payout-destinations';
import { receiveEvent } from '../../../../src/adapters/persistence/webhook-inbox';
import { openBankDesk, type BankDesk } from '../../../../src/adapters/refund/sepa/bank-desk';
import { openSepa } from '../../../../src/adapters/refund/sepa/open-sepa';
import { readBankFile, type BankFileRead } from '../../../../src/adapters/refund/sepa/read-bank-file';
import { createSealer } from '../../../../src/adapters/secrets/sealer';
import type { BankBatch, BankBatches } from '../../../../src/ports/bank-batches';
import type { PayoutDestinations } from '../../../../src/ports/payout-destinations';
import type { RefundBook, RefundEvent } from '../../../../src/ports/refund-book';
import type { LegRequest, RefundChannel } from '../../../../src/ports/refund-channel';
import { createTestDatabase } from '../../../support/test-database';
import { newOrder } from '../../persistence/orders/new-order';
import { OUR_IBAN } from './bank-files';

export const SHOP = 'shop_1';
export const NOW = new Date('2026-03-02T09:30:15.420Z');
export const CUSTOMER = { iban: 'FR1420041010050500013M02606', name: 'Zoë Müller-Łukasz & Söhne' };
export const DEBTOR = { iban: OUR_IBAN, name: 'Bookshop GmbH' };

/** The channel on a database of its own, with a shop, an order and a destination. */
export interface PaymentDesk {
  readonly db: Database;
  readonly channel: RefundChannel;
  readonly batches: BankBatches;
  readonly destinations: PayoutDestinations;
  readonly desk: BankDesk;
  readonly book: Pick<RefundBook, 'receiveEvent'>;
  readonly leg: (over?: Partial<LegRequest>) => Promise<LegRequest>;
  /** Queues legs of these amounts, and lets two persons send them. */
  readonly sent: (...amounts: readonly number[]) => Promise<{ readonly batch: BankBatch; readonly legs: LegRequest[] }>;
  readonly read: (bytes: Buffer, book?: Pick<RefundBook, 'receiveEvent'>) => Promise<BankFileRead>;
  readonly close: () => Promise<void>;
}

/** What the bank tells a leg by. */
export function idOf({ idempotencyKey }: Pick<LegRequest, 'idempotencyKey'>): string {
  return idempotencyKey.slice('rescind-'.length);
}

export async function openPaymentDesk(given?: Database): Promise<PaymentDesk> {
  const database = given === undefined ? await createTestDatabase() : undefined;
  const db = given ?? openDatabase(database?.url ?? '', { max: 12 });
  await ensureShop(db, { shopId: SHOP });
  const orders = createOrderBook(db, { channels: new Set(['sandbox']) });
  const put = await orders.putOrder(SHOP, newOrder({ orderId: 'o_paid' }));
  if (put.outcome === 'refused') throw new Error(JSON.stringify(put));
  const sealer = createSealer({ current: 'k1', keys: new Map([['k1', randomBytes(32)]]) });
  const destinations = createPayoutDestinations(db, sealer);
  const batches = createBankBatches(db);
  const env = { RESCIND_SEPA_DEBTOR_IBAN: DEBTOR.iban, RESCIND_SEPA_DEBTOR_NAME: DEBTOR.name };
  const opened = openSepa(env, { batches, destinations: destinations.destinationDetails });
  if (opened.outcome !== 'on') throw new Error(JSON.stringify(opened));
  const { channel } = opened;
  const parts = { batches, destinations: destinations.destinationDetails, debtor: DEBTOR };
  const desk = openBankDesk({ ...parts, clock: () => NOW });
  const refundBook = { receiveEvent: (event: RefundEvent) => receiveEvent(db, event) };
  const leg: PaymentDesk['leg'] = async (over = {}) => {
    const random = randomBytes(16).toString('hex');
    return {
      ...{ shopId: SHOP, legId: `c_1/${random}`, orderId: 'o_paid', kind: 'payout', currency: 'EUR', amount: 4_500 },
      ...{ sourceId: 'cap_1', sourceAmount: 4_500, idempotencyKey: `rescind-${random}` },
      destinationId: over.destinationId ?? (await destinationOf(destinations)),
      ...over,
    };
  };
  return {
    ...{ db, channel, batches, destinations, desk, book: refundBook, leg },
    sent: async (...amounts) => {
      const legs = await Promise.all(amounts.map((amount) => leg({ amount })));
      for (const one of legs) await channel.submit(one);
      const closed = await batches.close({ shopId: SHOP, actorId: 'anna' });
      if (closed.outcome === 'refused') throw new Error(closed.code);
      const released = await desk.release({ shopId: SHOP, batchId: closed.batchId, actorId: 'ben' });
      if (released.outcome === 'refused') throw new Error(released.code);
      const batch = await batches.read({ shopId: SHOP, batchId: closed.batchId });
      if (batch === undefined) throw new Error('no batch');
      return { batch, legs };
    },
    read: (bytes, book = refundBook) => readBankFile({ batches, book, iban: DEBTOR.iban }, bytes, 'anna'),
    close: async () => {
      if (given !== undefined) return;
      await db.destroy();
      await database?.drop();
    },
  };
}

async function destinationOf(destinations: PayoutDestinations): Promise<string> {
  const actor = { id: 's_1', role: 'support' } as const;
  const ask = { shopId: SHOP, orderId: 'o_paid', destination: { kind: 'BANK_ACCOUNT', ...CUSTOMER }, actor } as const;
  const created = await destinations.create(ask);
  if (created.outcome === 'refused') throw new Error(created.code);
  return created.destination.destinationId;
}
