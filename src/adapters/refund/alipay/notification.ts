import type { AlipaySdk } from 'alipay-sdk';
import { z } from 'zod';
import type { WebhookDelivery, WebhookRefusal } from '../../../ports/refund-webhooks';
import { MESSAGE_MAX_AGE_MS } from './capabilities';

/** Clocks differ a little. */
const AHEAD_MS = 300_000;

/** Alipay writes times as of Beijing, without saying so. */
const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/)
  .transform((text) => new Date(`${text.replace(' ', 'T')}+08:00`))
  .refine((date) => !Number.isNaN(date.getTime()));

/** What a message says; yuan. `refund_fee` is everything returned of the trade so far. Who paid is not read. */
const notificationSchema = z.object({
  notify_id: z.string().min(1).max(128),
  notify_time: time,
  notify_type: z.string(),
  app_id: z.string(),
  seller_id: z.string().optional(),
  trade_no: z.string().min(1),
  out_trade_no: z.string(),
  trade_status: z.string(),
  total_amount: z.string(),
  refund_fee: z.string().optional(),
  out_biz_no: z.string().optional(),
  gmt_refund: time.optional(),
  gmt_payment: time.optional(),
});

export type AlipayNotification = z.infer<typeof notificationSchema>;

interface NotificationCheck {
  readonly sdk: Pick<AlipaySdk, 'checkNotifySignV2'>;
  readonly appId: string;
  readonly sellerId?: string;
  /** ms since the epoch. */
  readonly now: number;
}

/**
 * Believes a forwarded message only if Alipay signed these very parameters with RSA2 (not with the older RSA, which a
 * forger could ask for), if it is of our application and account, and no older than three days.
 */
export function readNotification(
  { body }: WebhookDelivery,
  check: NotificationCheck,
): AlipayNotification | WebhookRefusal {
  const params = parseForm(body);
  if (params === undefined) return { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };
  if (params['sign_type'] !== 'RSA2' || !isSigned(params, check))
    return { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
  const read = notificationSchema.safeParse(params);
  if (!read.success) return { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };
  const { app_id, seller_id, notify_time } = read.data;
  const foreign = app_id !== check.appId || (seller_id ?? check.sellerId) !== (check.sellerId ?? seller_id);
  if (foreign) return { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
  const age = check.now - notify_time.getTime();
  return age > MESSAGE_MAX_AGE_MS || age < -AHEAD_MS
    ? { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' }
    : read.data;
}

function isSigned(params: Record<string, string>, { sdk }: NotificationCheck): boolean {
  try {
    return sdk.checkNotifySignV2(params);
  } catch {
    return false;
  }
}

/** A form in UTF-8 whose names are there once each; undefined for anything else. */
function parseForm(body: Buffer): Record<string, string> | undefined {
  const entries = [...new URLSearchParams(body.toString('utf8'))];
  const params = Object.fromEntries(entries);
  const charset = params['charset']?.toLowerCase() ?? 'utf-8';
  const whole = Object.keys(params).length === entries.length && params['sign'] !== undefined;
  return whole && charset === 'utf-8' ? params : undefined;
}
