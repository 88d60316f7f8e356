import { createActivities } from '../../activities';
import type { Activities } from '../../activities/contract';
import { createHttpCarrier } from '../adapters/carrier/http-carrier';
import { createCancellationBook } from '../adapters/persistence/cancellation-book';
import type { Database } from '../adapters/persistence/database';
import { createInterceptionBook } from '../adapters/persistence/interceptions';
import { createRefundBook } from '../adapters/persistence/refund-book';
import { createShopBook } from '../adapters/persistence/shop-orders';
import { SANDBOX_CAPABILITIES } from '../adapters/refund/sandbox/capabilities';
import { createSandboxRefundChannel } from '../adapters/refund/sandbox/adapter';
import { createHttpShop } from '../adapters/shop/http-shop';

/** Where the systems outside are. */
export interface Peers {
  readonly paymentsUrl: string;
  readonly carrierUrl: string;
  readonly shopUrl: string;
}

/** Puts the adapters together: activities, and the refund channels that are on. */
export function composeActivities(db: Database, peers: Peers): { activities: Activities; channels: string[] } {
  const channels = new Map([
    [SANDBOX_CAPABILITIES.channel, createSandboxRefundChannel({ baseUrl: peers.paymentsUrl })],
  ]);
  const activities = createActivities({
    book: createCancellationBook(db),
    interceptions: createInterceptionBook(db),
    refunds: createRefundBook(db),
    shopOrders: createShopBook(db),
    carrier: createHttpCarrier({ baseUrl: peers.carrierUrl }),
    shop: createHttpShop({ baseUrl: peers.shopUrl }),
    channels,
  });
  return { activities, channels: [...channels.keys()] };
}
