import { SHOP_ITSELF } from '../../../domain/order';
import type { Policy } from '../../../domain/policy';
import { DEFAULT_POLICY } from '../../../domain/policy-snapshot';
import type { Refusal } from '../../../domain/refusals';
import type { NewOrder } from '../../../ports/order-book';
import type { Database } from '../../persistence/database';
import { ensureShop } from '../../persistence/orders/ensure-shop';
import { insertOrders } from '../../persistence/orders/insert-orders';
import { endRecordedOrders } from './end-recorded-orders';
import type { OlistOrder } from './olist-order';
import type { OlistFolder } from './read-olist';
import { storeMerchants } from './store-merchants';
import { surveyOf, type OlistSurvey } from './survey';
import { type AsOf, endedUnsent, shiftOf, toNewOrder } from './to-new-order';

export interface OlistImportOptions {
  readonly shopId: string;
  /** Does the shop run its own order system? Counts only where the shop is not there yet. */
  readonly connected: boolean;
  readonly asOf: AsOf;
  /** What of every merchant's policy is not the default. Counts only for merchants that are not there yet. */
  readonly policy?: Partial<Omit<Policy, 'version'>>;
  readonly now: Date;
  readonly onProgress?: (done: number) => void;
  /** Told each batch, after it is stored. */
  readonly onBatch?: (orders: readonly NewOrder[]) => Promise<void>;
}

export interface OlistImport {
  readonly survey: OlistSurvey;
  readonly inserted: number;
  /** There before, left as they were. */
  readonly existing: number;
  /** Of `recorded` ones: read as cancelled from now on. */
  readonly ended: number;
  readonly refused: readonly { readonly orderId: string; readonly refusal: Refusal }[];
}

const BATCH = 500;
const CHANNELS: ReadonlySet<string> = new Set(['sandbox']);

/** Olist's parcels went by mail, which gives nothing back once it has it. */
const RECORDED_POLICY = { interceptInTransit: false } as const;

/**
 * Writes what was read into the order book, five hundred orders a transaction. Running it again, also after it was
 * broken off, adds what is missing and changes nothing else.
 */
export async function importOlist(
  db: Database,
  folder: OlistFolder,
  options: OlistImportOptions,
): Promise<OlistImport> {
  const { shopId, asOf, connected, now, onProgress } = options;
  const mapping = { asOf, shiftMs: shiftOf(folder.orders, { asOf, now }) };
  await ensureShop(db, { shopId, orderSystem: connected ? 'connected' : 'own' });
  await storeMerchants(db, shopId, policiesOf(folder.orders, options));
  const counts = { inserted: 0, existing: 0, ended: 0 };
  const refused: OlistImport['refused'][number][] = [];
  for (let start = 0; start < folder.orders.length; start += BATCH) {
    const batch = folder.orders.slice(start, start + BATCH);
    const orders = batch.map((order) => toNewOrder(order, mapping));
    const result = await insertOrders(db, { shopId, orders }, { channels: CHANNELS });
    counts.inserted += result.inserted;
    counts.existing += result.existing.length;
    refused.push(...result.refused);
    if (asOf === 'recorded') {
      const unsent = orders.filter((_, index) => batch[index] !== undefined && endedUnsent(batch[index]));
      counts.ended += await endRecordedOrders(db, shopId, unsent);
    }
    await options.onBatch?.(orders);
    onProgress?.(start + batch.length);
  }
  return { survey: surveyOf(folder), ...counts, refused };
}

function policiesOf(orders: readonly OlistOrder[], { asOf, policy }: OlistImportOptions) {
  const rules = { ...DEFAULT_POLICY, ...(asOf === 'recorded' ? RECORDED_POLICY : {}), ...policy };
  const merchants = orders.flatMap(({ items }) =>
    items.length === 0 ? [SHOP_ITSELF] : items.map(({ sellerId }) => sellerId),
  );
  return new Map(merchants.map((merchantId) => [merchantId, rules]));
}
