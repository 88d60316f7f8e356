import { sql } from 'kysely';
import type { ShopBook, ShopOrder } from '../../ports/shop-book';
import type { Database } from './database';

/** What a shop's own order system has to be told of a cancellation; see the port. One round trip, no lock. */
export function createShopBook(db: Database): ShopBook {
  return {
    readShopOrder: async ({ shopId, cancellationId }) => {
      const { rows } = await sql<ShopOrder>`
        select c.shop_id as "shopId", c.order_id as "orderId", c.order_version as "orderVersion",
          c.cancellation_id as "cancellationId", c.whole, c.shop_held_at is not null as held,
          c.shop_closed_at is not null as closed, u.*
        from cancellations c, lateral (
          select coalesce(json_agg(unit_id order by length(unit_id), unit_id), '[]') as "unitIds",
            coalesce(json_agg(unit_id order by length(unit_id), unit_id) filter (where state = 'CANCELLED'), '[]')
              as "cancelledUnitIds"
          from cancellation_units where shop_id = c.shop_id and cancellation_id = c.cancellation_id) u
        where c.shop_id = ${shopId} and c.cancellation_id = ${cancellationId}`.execute(db);
      const [order] = rows;
      if (order === undefined) throw new Error(`No cancellation ${cancellationId} of shop ${shopId}`);
      return order;
    },
  };
}
