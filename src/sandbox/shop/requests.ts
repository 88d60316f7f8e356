import { z } from 'zod';

const id = z.string().min(1).max(128);
const unitIds = z.array(id).max(2_000);
const version = z.int().min(0).max(2_147_483_647);

const order = z.strictObject({
  orderId: id,
  version,
  unitIds,
  shippedUnitIds: unitIds.default([]),
  /** The shop refuses every hold while this is set. */
  locked: z.boolean().default(false),
});

export const orderRequest = order;

export const batchRequest = z.strictObject({ orders: z.array(order).min(1).max(1_000) });

const act = z.strictObject({ cancellationId: id, unitIds });

export const actRequests = {
  hold: act.extend({ version }),
  release: act,
  close: act.extend({ whole: z.boolean() }),
};
