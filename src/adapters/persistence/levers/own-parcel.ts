import { sql } from 'kysely';
import type { Lever } from '../../../domain/lever';
import { refused, type Refusal } from '../../../domain/refusals';
import { hasPart } from '../access/has-part';
import type { ParcelRow } from '../interception-outcome';
import type { Pull } from './lever-effect';

/** A parcel with units that a cancellation holds. */
export interface HeldParcel extends ParcelRow {
  /** Whose units are in it, also such as were never asked about. */
  readonly merchants: readonly string[];
}

/** Of a shipment `s`: whose units are in it, as a JSON list. */
export const MERCHANTS_IN_PARCEL = sql`(select coalesce(json_agg(distinct o.merchant_id), '[]')
  from shipment_units inside join order_units o on o.shop_id = inside.shop_id and o.order_id = inside.order_id and o.unit_id = inside.unit_id
  where inside.shop_id = s.shop_id and inside.order_id = s.order_id and inside.shipment_id = s.shipment_id)`;

/** A merchant has no lever where it has no part: there is nothing for it, as if there were no such cancellation. */
export async function whyNotMerchants({ tx, row, lever, actor, merchantId }: Pull): Promise<Refusal | undefined> {
  const { role } = actor;
  if (role !== 'merchant') return undefined;
  if (merchantId === undefined) return refused('ROLE_NOT_ALLOWED', { role, lever: lever.kind, field: 'merchantId' });
  const ref = { shopId: row.shop_id, cancellationId: row.cancellation_id };
  return (await hasPart(tx, { ...ref, merchantId })) ? undefined : refused('CANCELLATION_NOT_FOUND');
}

/** Another merchant's parcel is answered like one that is not there; one with units of others, too, is not a merchant's to speak for. */
export function whyNotOwnParcel(
  { lever, actor, merchantId = '' }: Pull<Extract<Lever, { readonly shipmentId: string }>>,
  { merchants }: HeldParcel,
): Refusal | undefined {
  const { role } = actor;
  if (role !== 'merchant') return undefined;
  const { kind, shipmentId } = lever;
  if (!merchants.includes(merchantId)) return refused('LEVER_NOT_APPLICABLE', { shipmentId });
  return merchants.length === 1 ? undefined : refused('ROLE_NOT_ALLOWED', { role, lever: kind, shipmentId });
}
