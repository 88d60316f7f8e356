import type { CancellationRef } from './cancellation-book';
import type { ShopRequest } from './shop';

/** A cancellation as a shop's own order system has to be told of it. */
export type ShopOrder = Omit<ShopRequest, 'unitIds' | 'idempotencyKey' | 'signal'> & {
  /** Every unit that it asks for: the same for ever. */
  readonly unitIds: readonly string[];
  /** Those that its commit has cancelled. */
  readonly cancelledUnitIds: readonly string[];
  readonly whole: boolean;
  /** The shop has acknowledged the hold, and no release since. */
  readonly held: boolean;
  /** The shop has acknowledged the close. */
  readonly closed: boolean;
};

/** What the database knows that a shop's own order system has to be told. */
export interface ShopBook {
  /** @throws Error when there is no such cancellation. */
  readShopOrder: (ref: CancellationRef) => Promise<ShopOrder>;
}
