import type { CancellationBook } from '../src/ports/cancellation-book';
import type { Carrier } from '../src/ports/carrier';
import type { InterceptionBook } from '../src/ports/interception-book';
import type { DriftBook, Runs } from '../src/ports/drift-book';
import type { RefundBook } from '../src/ports/refund-book';
import type { RepairBook } from '../src/ports/repair-book';
import type { Shop } from '../src/ports/shop';
import type { ShopBook } from '../src/ports/shop-book';
import { createCarrierSteps } from './carrier.activities';
import type { Activities } from './contract';
import { createOwnSteps } from './own-steps';
import { createReconcileSteps } from './reconcile.activities';
import { createRefundSteps, type RefundChannels } from './refund.activities';
import { createShopSteps } from './shop.activities';

/** What activities stand on: the database's books, and the systems outside. */
export interface ActivityParts {
  readonly book: CancellationBook;
  readonly interceptions: InterceptionBook;
  readonly refunds: RefundBook;
  readonly repairs: RepairBook;
  readonly drift: DriftBook;
  /** Runs that a sweep must reach. */
  readonly runs: Runs;
  readonly shopOrders: ShopBook;
  readonly carrier: Carrier;
  readonly shop: Shop;
  readonly channels: RefundChannels;
}

/** Everything that workflows may ask of the world. */
export function createActivities(parts: ActivityParts): Activities {
  const { book, interceptions, refunds, repairs, drift, runs, shopOrders, carrier, shop, channels } = parts;
  return {
    ...createOwnSteps(book, repairs),
    ...createShopSteps({ shop, orders: shopOrders, book }),
    ...createCarrierSteps({ carrier, interceptions }),
    ...createRefundSteps({ refunds, channels }),
    ...createReconcileSteps({ drift, refunds, repairs, runs, channels }),
  };
}
