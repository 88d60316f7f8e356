import type { PayoutRoute } from '../../../domain/lever';
import { ROUTE_MEANS, routeTakes } from '../../../domain/payout-route';
import { refused, type Refusal } from '../../../domain/refusals';
import type { Transaction } from '../database';
import type { RefundLegRow } from '../tables/money';

/**
 * Why this destination can't take what the leg could not: DESTINATION_NOT_FOUND (none of this order, or erased) or DESTINATION_INVALID (another
 * kind than the route needs, or another currency). Undefined where it can.
 */
export async function destinationProblem(
  tx: Transaction,
  leg: RefundLegRow,
  { route, destinationId }: { readonly route: PayoutRoute; readonly destinationId: string },
): Promise<Refusal | undefined> {
  const destination = await tx
    .selectFrom('payout_destinations as d')
    .leftJoin('balances as b', (join) =>
      join.onRef('b.shop_id', '=', 'd.shop_id').onRef('b.balance_id', '=', 'd.balance_id'),
    )
    .select(['d.kind', 'd.erased_at', 'b.kind as balanceKind', 'b.currency'])
    .where('d.shop_id', '=', leg.shop_id)
    .where('d.order_id', '=', leg.order_id)
    .where('d.destination_id', '=', destinationId)
    .executeTakeFirst();
  if (destination?.erased_at !== null) {
    return refused('DESTINATION_NOT_FOUND', { destinationId });
  }
  const means = ROUTE_MEANS[route];
  const { currency } = leg;
  if (destination.kind !== means.destination) return refused('DESTINATION_INVALID', { route, kind: destination.kind });
  if (!routeTakes(means, currency)) return refused('DESTINATION_INVALID', { route, currency });
  // A store credit that is not there yet is made by its first payout.
  const isOther = destination.currency !== null && destination.currency !== currency;
  const isCard = destination.balanceKind === 'GIFT_CARD';
  return isOther || isCard ? refused('DESTINATION_INVALID', { route, currency }) : undefined;
}
