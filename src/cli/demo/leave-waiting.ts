import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../adapters/persistence/database';
import { createOrderBook } from '../../adapters/persistence/orders/order-book';
import { DEMO_MERCHANT, DEMO_SHOP } from '../../config/demo-shop';
import type { Runtime } from '../../local/runtime-file';
import type { CancellationsDoor } from '../cancellations-door';
import { CliError, EXIT } from '../exit-codes';
import { openCancellationsDoor } from '../open-cancellations-door';
import { ensureShopKey } from '../shop-key';
import type { WaitingRequest } from './report';
import { CHANNELS, storeOrders } from './store-orders';
import { waitingOrders } from './waiting-orders';

const PATIENCE_MS = 60_000;
const POLL_MS = 200;

/**
 * Asks to cancel a few orders of one merchant and leaves them to it, each with another deadline, so that its inbox has something in it.
 * @throws CliError FAULT where one is refused, or the shop does not hold its order in a minute
 */
export async function leaveWaiting(db: Database, runtime: Runtime, run: string): Promise<WaitingRequest[]> {
  const wanted = waitingOrders({ run, now: new Date() });
  await storeOrders(
    db,
    runtime,
    wanted.map(({ order }) => order),
  );
  const book = createOrderBook(db, { channels: CHANNELS });
  const door = openCancellationsDoor(runtime, {
    shopId: DEMO_SHOP,
    key: await ensureShopKey(db, runtime, DEMO_SHOP),
  });
  const left: WaitingRequest[] = [];
  try {
    for (const { order, reason, policy } of wanted) {
      // The policy of the moment is the request's own for ever: the next one's changes nothing for it.
      await book.putMerchant(DEMO_SHOP, { merchantId: DEMO_MERCHANT, calendar: null, policy });
      left.push(await ask(door.cancellations, { orderId: order.orderId, reason }));
    }
  } finally {
    await door.close();
  }
  return left;
}

async function ask(
  cancellations: CancellationsDoor,
  wish: Parameters<CancellationsDoor['request']>[0],
): Promise<WaitingRequest> {
  const { orderId } = wish;
  const answer = await cancellations.request(wish, `demo-${orderId}`);
  if (answer.outcome === 'refused') throw new CliError(EXIT.FAULT, `Order ${orderId}: ${answer.code}`);
  const { cancellationId, deadline } = answer;
  const until = Date.now() + PATIENCE_MS;
  while (!(await isHeld(cancellations, cancellationId))) {
    if (Date.now() > until) throw new CliError(EXIT.FAULT, `Order ${orderId} is not held by its shop`);
    await pause(POLL_MS);
  }
  return { orderId, cancellationId, merchantId: DEMO_MERCHANT, ...(deadline === undefined ? {} : { deadline }) };
}

/** The books agree once the shop has acknowledged the hold, which comes after the answer to the request. */
async function isHeld(cancellations: CancellationsDoor, cancellationId: string): Promise<boolean> {
  const entries = await cancellations.timeline(cancellationId);
  return !('outcome' in entries) && entries.some(({ event }) => event === 'SHOP_HELD');
}
