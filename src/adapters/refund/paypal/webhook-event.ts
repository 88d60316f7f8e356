import { z } from 'zod';

const money = z.object({ currency_code: z.string().length(3), value: z.string().max(32) });

/** What is read of an event, and kept: nothing of the payer, of messages or of addresses. */
export const eventSchema = z.object({
  id: z.string().min(1).max(128),
  event_type: z.string().regex(/^[A-Z0-9._-]{1,100}$/),
  create_time: z.iso.datetime({ offset: true }),
  resource: z.object({
    id: z.string().max(64).optional(),
    status: z.string().max(64).optional(),
    amount: money.optional().catch(undefined),
    custom_id: z.string().max(255).optional(),
    invoice_id: z.string().max(127).optional(),
    links: z
      .array(z.object({ href: z.string().max(500), rel: z.string().max(100) }))
      .max(100)
      .optional(),
    supplementary_data: z
      .object({ related_ids: z.object({ authorization_id: z.string().max(64).optional() }).optional() })
      .optional(),
    dispute_id: z.string().max(255).optional(),
    dispute_amount: money.optional(),
    dispute_outcome: z.object({ outcome_code: z.string().max(255).optional() }).optional(),
    disputed_transactions: z
      .array(z.object({ seller_transaction_id: z.string().max(255).optional(), gross_amount: money.optional() }))
      .max(1000)
      .optional(),
  }),
});

export type PaypalEvent = z.infer<typeof eventSchema>;
