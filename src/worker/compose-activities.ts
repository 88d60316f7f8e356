import { createActivities } from '../../activities';
import type { Activities } from '../../activities/contract';
import { createHttpCarrier } from '../adapters/carrier/http-carrier';
import { createCancellationBook } from '../adapters/persistence/cancellation-book';
import type { Database } from '../adapters/persistence/database';
import { createDriftBook } from '../adapters/persistence/drift/drift-book';
import { createInterceptionBook } from '../adapters/persistence/interceptions';
import { createRefundBook } from '../adapters/persistence/refund-book';
import { createRepairBook } from '../adapters/persistence/repairs/repair-book';
import { createShopBook } from '../adapters/persistence/shop-orders';
import { OWN_CHANNELS } from '../adapters/persistence/wallet/own-channels';
import { channelFacts } from '../adapters/refund/channel-facts';
import { createHttpShop } from '../adapters/shop/http-shop';
import type { Runs } from '../ports/drift-book';
import type { RefundChannel } from '../ports/refund-channel';

/** The systems outside: where they are, and the refund channels that are on, by their names. */
export interface Peers {
  readonly channels: ReadonlyMap<string, RefundChannel>;
  readonly carrierUrl: string;
  readonly shopUrl: string;
  /** How runs are reached. */
  readonly runs: Runs;
}

/** Puts the adapters together. */
export function composeActivities(db: Database, { channels, carrierUrl, shopUrl, runs }: Peers): Activities {
  return createActivities({
    book: createCancellationBook(db, channelFacts(channels)),
    interceptions: createInterceptionBook(db),
    refunds: createRefundBook(db, { ownChannels: OWN_CHANNELS }),
    repairs: createRepairBook(db),
    drift: createDriftBook(db),
    runs,
    shopOrders: createShopBook(db),
    carrier: createHttpCarrier({ baseUrl: carrierUrl }),
    shop: createHttpShop({ baseUrl: shopUrl }),
    channels,
  });
}
