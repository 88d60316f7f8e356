import { sql } from 'kysely';
import type { OrderBenefit } from '../../../domain/benefits';
import type { Order } from '../../../domain/order';

/** As JSON has it. */
export interface StoredBenefit extends Omit<OrderBenefit, 'expiresAt'> {
  readonly expiresAt?: string;
}

/** Coupons and points of the order `o` of a larger query, with what has moved of each. */
export const benefitsOfOrder = sql`
  (select coalesce(json_agg(json_strip_nulls(json_build_object('benefitId', b.benefit_id, 'kind', b.kind, 'amount', b.amount,
      'merchantId', b.merchant_id, 'expiresAt', b.expires_at, 'remaining', b.remaining,
      'moved', (select coalesce(sum(m.amount), 0) from benefit_movements m where m.shop_id = b.shop_id
        and m.order_id = b.order_id and m.benefit_id = b.benefit_id))) order by b.benefit_id), '[]')
    from benefits b where b.shop_id = o.shop_id and b.order_id = o.order_id)`;

/** The order's field, left out where there are none. */
export function benefitsOf(stored: readonly StoredBenefit[]): Pick<Order, 'benefits'> {
  if (stored.length === 0) return {};
  return {
    benefits: stored.map(({ expiresAt, ...benefit }) =>
      expiresAt === undefined ? benefit : { ...benefit, expiresAt: new Date(expiresAt) },
    ),
  };
}
