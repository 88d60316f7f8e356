import type { CancellationBook, CancellationRef } from '../src/ports/cancellation-book';
import type { Shop, ShopAnswer, ShopRequest } from '../src/ports/shop';
import type { ShopBook, ShopOrder } from '../src/ports/shop-book';
import type { ShopStepResult, ShopSteps } from './contract';
import { asActivity } from './step';
import { withHeartbeat } from './with-heartbeat';

/** Ask a shop again no sooner than this where it does not say, ms. */
const RETRY_AFTER_MS = 1_000;

type Act = 'hold' | 'release' | 'close';

const DONE = { hold: 'HELD', release: 'RELEASED', close: 'CLOSED' } as const;

/**
 * Calls to a shop's own order system. An acknowledgement is recorded here; one that was recorded before needs no call.
 */
export function createShopSteps(of: {
  readonly shop: Shop;
  readonly orders: ShopBook;
  readonly book: Pick<CancellationBook, 'recordShopStep'>;
}): ShopSteps {
  const act = (name: Act) =>
    asActivity(async (ref: CancellationRef): Promise<ShopStepResult> => {
      const order = await of.orders.readShopOrder(ref);
      if (isDone(order, name)) return { outcome: 'ACKNOWLEDGED' };
      const answer = await withHeartbeat(() => call(of.shop, name, order));
      if (answer.outcome === 'UNKNOWN') return { ...answer, retryAfterMs: answer.retryAfterMs ?? RETRY_AFTER_MS };
      if (answer.outcome === 'ACKNOWLEDGED') await of.book.recordShopStep({ ...ref, step: DONE[name] });
      return answer;
    });
  return { holdAtShop: act('hold'), releaseAtShop: act('release'), closeAtShop: act('close') };
}

/** A release is always sent: a hold whose answer was lost is on no record. */
function isDone({ held, closed }: ShopOrder, name: Act): boolean {
  return name === 'hold' ? held : name === 'close' && closed;
}

/**
 * Not cut off when the run is cancelled: a hold that is still on its way would come after the release
 * that undoes it. It gives up by itself.
 */
function requestOf(order: ShopOrder, name: Act): ShopRequest {
  const { shopId, orderId, orderVersion, cancellationId, unitIds } = order;
  return {
    ...{ shopId, orderId, orderVersion, cancellationId, unitIds },
    idempotencyKey: `${cancellationId}:${name}`,
  };
}

function call(shop: Shop, name: Act, order: ShopOrder): Promise<ShopAnswer> {
  const request = requestOf(order, name);
  return name === 'close' ? close(shop, order, request) : shop[name](request);
}

/**
 * Closes what was cancelled; units that a merchant kept, or that went their way, are
 * let go first: the shop holds them too.
 */
async function close(shop: Shop, order: ShopOrder, request: ShopRequest): Promise<ShopAnswer> {
  const { cancelledUnitIds, unitIds, whole } = order;
  const kept = unitIds.filter((unitId) => !cancelledUnitIds.includes(unitId));
  if (kept.length > 0) {
    const idempotencyKey = `${order.cancellationId}:release`;
    const released = await shop.release({ ...request, unitIds: kept, idempotencyKey });
    if (released.outcome !== 'ACKNOWLEDGED') return released;
  }
  return shop.close({ ...request, unitIds: cancelledUnitIds, whole });
}
