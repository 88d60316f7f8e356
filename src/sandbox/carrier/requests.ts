import { z } from 'zod';

const trackingRef = z.string().min(1).max(128);

const parcel = z.strictObject({
  trackingRef,
  state: z.enum(['LABELED', 'IN_TRANSIT', 'DELIVERED']),
  /** The carrier answers `unknown` at first, looks for it this long, and then finds this. */
  search: z
    .strictObject({ ms: z.int().min(0).max(86_400_000), found: z.enum(['stopped', 'already_out', 'delivered']) })
    .optional(),
});

export const parcelRequest = parcel;

export const batchRequest = z.strictObject({ parcels: z.array(parcel).min(1).max(1_000) });

export const interceptionRequest = z.strictObject({ trackingRef });
