import { sql } from 'kysely';
import { openDatabase, type Database } from '../adapters/persistence/database';
import type { Runtime } from '../local/runtime-file';
import { openCancellationsDoor, type OpenedDoor } from './open-cancellations-door';
import type { CancellationsDoor } from './cancellations-door';
import { CliError, EXIT } from './exit-codes';
import { requireRuntime } from './runtime';
import { ensureShopKey } from './shop-key';
import { openWebhooksDoor, type WebhooksDoor } from './webhooks/webhooks-door';

/** One shop, reached. */
export interface Doors {
  readonly shopId: string;
  readonly cancellations: CancellationsDoor;
  readonly drift: OpenedDoor['drift'];
  readonly resolveDrift: OpenedDoor['resolveDrift'];
  readonly webhooks: WebhooksDoor;
  readonly close: () => Promise<void>;
}

/** Of which shop: said, or found by what is asked about. */
export interface ShopHint {
  readonly shop?: string;
  readonly orderId?: string;
  readonly deliveryId?: string;
  /** A shop may be meant in which nothing was cancelled yet. */
  readonly beforeAnyCancellation?: boolean;
}

export type OpenDoors = (hint: ShopHint) => Promise<Doors>;

/**
 * Reaches one shop on the parts that run on this machine.
 * @throws CliError UNREACHABLE when nothing runs, USAGE when it can't be told which shop is meant
 */
export const openDoors: OpenDoors = async (hint) => {
  const runtime = requireRuntime();
  const db = openDatabase(runtime.databaseUrl, { max: 2 });
  try {
    const shopId = await findShop(db, hint);
    return { shopId, ...(await openShop(db, runtime, shopId)) };
  } catch (error) {
    await db.destroy();
    throw error;
  }
};

async function openShop(db: Database, runtime: Runtime, shopId: string): Promise<Omit<Doors, 'shopId'>> {
  const key = await ensureShopKey(db, runtime, shopId);
  const door = openCancellationsDoor(runtime, { shopId, key });
  return {
    cancellations: door.cancellations,
    drift: door.drift,
    resolveDrift: door.resolveDrift,
    webhooks: openWebhooksDoor(db, { url: runtime.apiUrl, key }),
    close: async () => {
      await door.close();
      await db.destroy();
    },
  };
}

async function findShop(
  db: Database,
  { shop, orderId, deliveryId, beforeAnyCancellation = false }: ShopHint,
): Promise<string> {
  const { rows } = await sql<{ shop_id: string }>`
    select shop_id from shops s where (${shop ?? null}::text is null or shop_id = ${shop ?? null})
      and (${orderId ?? null}::text is null or ${shop ?? null}::text is not null
        or exists (select from orders o where o.shop_id = s.shop_id and o.order_id = ${orderId ?? null}))
      and (${deliveryId ?? null}::text is null or ${shop ?? null}::text is not null
        or exists (select from webhook_deliveries d where d.shop_id = s.shop_id and d.delivery_id = ${deliveryId ?? null}))
      and (${orderId ?? null}::text is not null or ${shop ?? null}::text is not null or ${beforeAnyCancellation}
        or exists (select from cancellations c where c.shop_id = s.shop_id))
    order by shop_id`.execute(db);
  const [only, another] = rows;
  if (only !== undefined && another === undefined) return only.shop_id;
  if (only !== undefined) {
    const ids = rows.map(({ shop_id }) => shop_id).join(', ');
    throw new CliError(EXIT.USAGE, `Which shop? Say --shop with one of: ${ids}`);
  }
  if (shop !== undefined) throw new CliError(EXIT.REFUSED, `There is no shop ${shop}`);
  if (deliveryId !== undefined) throw new CliError(EXIT.REFUSED, `There is no delivery ${deliveryId} in any shop`);
  if (beforeAnyCancellation) throw new CliError(EXIT.REFUSED, 'There is no shop yet');
  if (orderId !== undefined) throw new CliError(EXIT.REFUSED, `There is no order ${orderId} in any shop`);
  throw new CliError(EXIT.REFUSED, 'Nothing was cancelled yet, in no shop. Try: npm run demo -- --orders 20');
}
