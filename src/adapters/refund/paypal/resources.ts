import type { AuthorizationStatus, CaptureStatus, RefundStatus } from '@paypal/paypal-server-sdk';
import { z } from 'zod';

/** Every state that PayPal's own client knows, so that none is forgotten. */
const known = <S extends string>(states: Readonly<Record<S, true>>) => z.enum(Object.keys(states) as [S, ...S[]]);

const money = z.object({ currency_code: z.string().length(3), value: z.string().max(32) });
const links = z.array(z.object({ href: z.string(), rel: z.string() }));
const relatedIds = z.object({ order_id: z.string().optional(), authorization_id: z.string().optional() });
const payment = {
  id: z.string().min(1).max(64),
  amount: money,
  links: links.optional(),
  supplementary_data: z.object({ related_ids: relatedIds.optional() }).optional(),
};

export const refundSchema = z.object({
  id: z.string().min(1).max(64),
  status: known<`${RefundStatus}`>({ CANCELLED: true, FAILED: true, PENDING: true, COMPLETED: true }),
  amount: money.optional(),
  custom_id: z.string().optional(),
  invoice_id: z.string().optional(),
  links: links.optional(),
});

export const captureSchema = z.object({
  ...payment,
  status: known<`${CaptureStatus}`>({
    COMPLETED: true,
    DECLINED: true,
    PARTIALLY_REFUNDED: true,
    PENDING: true,
    REFUNDED: true,
    FAILED: true,
  }),
});

export const authorizationSchema = z.object({
  ...payment,
  status: known<`${AuthorizationStatus}`>({
    CREATED: true,
    CAPTURED: true,
    DENIED: true,
    PARTIALLY_CAPTURED: true,
    VOIDED: true,
    PENDING: true,
  }),
});

export const orderSchema = z.object({
  purchase_units: z.array(z.object({ payments: z.object({ captures: z.array(captureSchema).optional() }).optional() })),
});

export type PaypalRefund = z.infer<typeof refundSchema>;
export type PaypalCapture = z.infer<typeof captureSchema>;
export type PaypalAuthorization = z.infer<typeof authorizationSchema>;

/** The id at the end of a resource's link `up`, where it leads to this kind of thing. */
export function parentOf(
  resource: { readonly links?: z.infer<typeof links> | undefined },
  kind: 'captures' | 'authorizations' | 'orders',
): string | undefined {
  for (const { href, rel } of resource.links ?? []) {
    const found = rel === 'up' ? new RegExp(`/${kind}/([A-Za-z0-9_-]{1,64})$`).exec(href) : null;
    if (found?.[1] !== undefined) return found[1];
  }
  return undefined;
}
