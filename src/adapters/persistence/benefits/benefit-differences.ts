import { sql } from 'kysely';
import { dueOf } from '../../../domain/benefit-rules';
import type { BenefitMove } from '../../../domain/benefits';
import type { OrderUnit } from '../../../domain/order';
import type { Transaction } from '../database';
import type { CancellationRow } from '../tables/cancellations';
import { benefitsOf, benefitsOfOrder, type StoredBenefit } from './stored-benefits';

/** What a cancellation did with one benefit: points, or 1 for a coupon. */
export interface BenefitFact {
  readonly benefitId: string;
  readonly movement: BenefitMove;
  readonly amount: number;
}

export interface BenefitFacts {
  /** Of this cancellation alone. */
  readonly movements: readonly BenefitFact[];
  /** `BENEFIT_NOT_MOVED:<id>` where less or more than the share of the order's cancelled units was moved or kept. */
  readonly differences: readonly string[];
}

interface Row {
  readonly benefits: readonly StoredBenefit[];
  readonly units: readonly OrderUnit[];
  readonly movements: readonly BenefitFact[];
}

/** What a closure proof says of coupons and points, as it stands under the order's lock; one round trip. */
export async function loadBenefitFacts(tx: Transaction, row: CancellationRow): Promise<BenefitFacts> {
  const { rows } = await sql<Row>`
    select ${benefitsOfOrder} as benefits,
      (select coalesce(json_agg(json_build_object('benefitId', m.benefit_id, 'movement', m.movement, 'amount', m.amount)
          order by m.benefit_id, m.movement), '[]') from benefit_movements m
        where m.shop_id = o.shop_id and m.cancellation_id = ${row.cancellation_id}) as movements,
      case when exists (select from benefits b where b.shop_id = o.shop_id and b.order_id = o.order_id) then
        (select coalesce(json_agg(json_build_object('unitId', unit_id, 'merchantId', merchant_id, 'state', state, 'price', price)
            order by line_id, length(unit_id), unit_id), '[]')
          from order_units where shop_id = o.shop_id and order_id = o.order_id) else '[]' end as units
    from orders o where o.shop_id = ${row.shop_id} and o.order_id = ${row.order_id}`.execute(tx);
  const [facts] = rows;
  if (facts === undefined) throw new Error(`No order ${row.order_id} of shop ${row.shop_id}`);
  const { benefits = [] } = benefitsOf(facts.benefits);
  const wrong = benefits.filter((benefit) => benefit.moved !== dueOf(benefit, facts.units, isCancelled));
  return {
    movements: facts.movements,
    differences: wrong.map(({ benefitId }) => `BENEFIT_NOT_MOVED:${benefitId}`),
  };
}

function isCancelled({ state }: OrderUnit): boolean {
  return state === 'CANCELLED';
}
