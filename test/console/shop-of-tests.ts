import { randomBytes } from 'node:crypto';
import type { Policy } from '../../src/domain/policy';
import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';
import type { Engine } from '../support/engine';
import type { Calls } from '../api/start-api';

export interface LineWish {
  readonly lineId: string;
  readonly title: string;
  readonly quantity: number;
  /** Of one unit, minor units. */
  readonly unitPrice: number;
  readonly merchantId?: string;
}

export interface OrderWish {
  readonly lines?: readonly LineWish[];
  /** Minor units. */
  readonly shippingFee?: number;
  /** Paid with these, in shares of the total; the first takes what is left over. */
  readonly methods?: readonly (keyof typeof KINDS)[];
  readonly parcel?: 'LABELED' | 'IN_TRANSIT' | 'DELIVERED';
  /** ISO 8601; left out: an hour ago. */
  readonly placedAt?: string;
  /** More of the body of `PUT /v1/orders/{id}`. */
  readonly more?: object;
}

const KINDS = { card: 'CARD', voucher: 'GIFT_CARD', bank_transfer: 'BANK_TRANSFER' } as const;

const LINES: readonly LineWish[] = [
  { lineId: 'kettle', title: 'Enamel kettle, 1.2 l', quantity: 1, unitPrice: 4_990 },
  { lineId: 'cups', title: 'Stoneware cup 陶瓷杯', quantity: 3, unitPrice: 1_250 },
];

/** The policy that pages are tried on: the merchant is asked, an hour long, and no answer approves. */
const POLICY: Partial<Policy> = { graceMinutes: 0, approvalNeeded: true, decisionMs: 3_600_000, onTimeout: 'APPROVE' };

/** Puts a merchant in through the API, as its shop would. */
export async function putMerchant(service: Calls, merchantId: string, policy: Partial<Policy> = {}): Promise<void> {
  const { version: _, ...fields } = { ...DEFAULT_POLICY, ...POLICY, ...policy };
  await service.put(`/v1/merchants/${merchantId}`).send({ policy: fields }).expect(200);
}

/**
 * Puts an order in through the API, its payments into the sandbox provider, and its
 * parcel into the sandbox carrier. Its id.
 */
export async function putOrder(
  { engine, service }: { readonly engine: Engine; readonly service: Calls },
  { lines = LINES, shippingFee = 500, methods = ['card'], parcel, placedAt, more = {} }: OrderWish = {},
): Promise<string> {
  const orderId = `o_${randomBytes(4).toString('hex')}`;
  const paidAt = placedAt ?? new Date(Date.now() - 3_600_000).toISOString();
  const total = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, shippingFee);
  const share = Math.floor(total / methods.length);
  const payments = methods.map((method, index) => ({
    ...{ id: `pay_${orderId}_${index + 1}`, method, state: 'captured', currency: 'EUR' },
    amount: index === 0 ? total - share * (methods.length - 1) : share,
  }));
  await tell(engine.peers.payments.url, '/payments/batch', { payments });
  const trackingRef = `trk_${orderId}`;
  if (parcel !== undefined) await tell(engine.peers.carrier.url, '/parcels', { trackingRef, state: parcel });
  const unitIds = lines.flatMap(({ lineId, quantity }) =>
    Array.from({ length: quantity }, (_, index) => `${lineId}/${index + 1}`),
  );
  const order = {
    ...{ version: 1, currency: 'EUR', placedAt: paidAt, shippingFee },
    lines: lines.map((line) => ({ merchantId: 'm_1', sku: `sku-${line.lineId}`, ...line })),
    tenders: payments.map(({ id, amount, method }, index) => ({
      ...{ tenderId: `t_${index + 1}`, kind: KINDS[method], channel: 'sandbox' },
      captures: [{ captureId: id, amount, capturedAt: paidAt }],
    })),
    shipments:
      parcel === undefined
        ? []
        : [{ shipmentId: `s_${orderId}`, carrier: 'sandbox', trackingRef, state: parcel, unitIds }],
    ...more,
  };
  await service.put(`/v1/orders/${orderId}`).send(order).expect(200);
  return orderId;
}

async function tell(url: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
