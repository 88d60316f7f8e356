import type { CancellationRef } from './cancellation-book';
import type { ShopRequest } from './shop';

/** What a shop's own order system has to be told of a cancellation. */
export interface ShopBook {
  /**
   * Reads it: every unit of the cancellation until its commit, from then on those that are cancelled.
   * @throws Error when there is no such cancellation.
   */
  readShopOrder: (
    ref: CancellationRef,
  ) => Promise<Omit<ShopRequest, 'idempotencyKey' | 'signal'> & { readonly whole: boolean }>;
}
