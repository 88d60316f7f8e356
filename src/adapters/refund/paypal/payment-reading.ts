import type { PaymentReading } from '../../../ports/refund-channel';
import { AdapterFault } from '../../http/adapter-fault';
import type { PaypalClient } from './client';
import { fromPaypalMoney } from './money';
import {
  authorizationSchema,
  captureSchema,
  orderSchema,
  parentOf,
  type PaypalAuthorization,
  type PaypalCapture,
} from './resources';

interface Ask {
  readonly sourceId: string;
  readonly signal?: AbortSignal;
}

/**
 * Reads a payment anew, by the id of its capture or of its authorization. A captured authorization does not name its
 * capture: its order does.
 * @throws AdapterFault when PayPal refuses our credentials
 */
export async function readPaypalPayment(call: PaypalClient, { sourceId, signal }: Ask): Promise<PaymentReading> {
  const id = encodeURIComponent(sourceId);
  const read = (path: string) => get(call, path, signal);
  const capture = await read(`/v2/payments/captures/${id}`);
  if ('body' in capture) return fromCapture(captureSchema.safeParse(capture.body).data);
  if (capture.code !== 'NOT_FOUND') return { state: 'unknown', code: capture.code };
  const found = await read(`/v2/payments/authorizations/${id}`);
  if ('code' in found) return { state: 'unknown', code: found.code };
  const authorization = authorizationSchema.safeParse(found.body).data;
  switch (authorization?.status) {
    case undefined:
      return { state: 'unknown', code: 'UNREADABLE_ANSWER' };
    case 'CREATED':
    case 'PENDING':
      return { state: 'authorized' };
    case 'VOIDED':
    case 'DENIED':
      return { state: 'voided' };
    case 'CAPTURED':
    case 'PARTIALLY_CAPTURED':
      return captureOf(authorization, read);
  }
}

function fromCapture(capture: PaypalCapture | undefined): PaymentReading {
  if (capture === undefined) return { state: 'unknown', code: 'UNREADABLE_ANSWER' };
  const { id, status, amount } = capture;
  if (status === 'PENDING') return { state: 'capturing' };
  if (status === 'DECLINED' || status === 'FAILED') return { state: 'unknown', code: `CAPTURE_${status}` };
  const minor = fromPaypalMoney(amount);
  if (minor === undefined) return { state: 'unknown', code: 'UNREADABLE_ANSWER' };
  return { state: 'captured', captureId: id, amount: minor, currency: amount.currency_code };
}

type Read = (path: string) => Promise<{ readonly body: unknown } | { readonly code: string }>;

async function captureOf(authorization: PaypalAuthorization, read: Read): Promise<PaymentReading> {
  const orderId = authorization.supplementary_data?.related_ids?.order_id ?? parentOf(authorization, 'orders');
  if (orderId === undefined) return { state: 'unknown', code: 'CAPTURE_UNKNOWN' };
  const order = await read(`/v2/checkout/orders/${encodeURIComponent(orderId)}`);
  if ('code' in order) return { state: 'unknown', code: order.code };
  const units = orderSchema.safeParse(order.body).data?.purchase_units ?? [];
  const captures = units.flatMap(({ payments }) => payments?.captures ?? []);
  const own = captures.filter((capture) => parentOf(capture, 'authorizations') === authorization.id);
  const [capture, another] = own;
  if (capture === undefined) return { state: 'unknown', code: 'CAPTURE_UNKNOWN' };
  return another === undefined ? fromCapture(capture) : { state: 'unknown', code: 'SEVERAL_CAPTURES' };
}

async function get(call: PaypalClient, path: string, signal?: AbortSignal): ReturnType<Read> {
  const reply = await call({ method: 'GET', path, signal });
  if (reply.kind !== 'reply') return { code: reply.code };
  if (reply.status === 200) return { body: reply.body };
  if (reply.status === 401 || reply.status === 403) throw new AdapterFault('PEER_REFUSED_CREDENTIALS', reply.status);
  return { code: reply.status === 404 ? 'NOT_FOUND' : `STATUS_${reply.status}` };
}
