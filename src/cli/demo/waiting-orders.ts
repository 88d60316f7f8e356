import { DEMO_MERCHANT } from '../../config/demo-shop';
import type { Policy } from '../../domain/policy';
import { DEFAULT_POLICY } from '../../domain/policy-snapshot';
import type { Reason } from '../../domain/reasons';
import type { NewOrder } from '../../ports/order-book';

/** A request that a merchant finds in its inbox after a demo: the order, why it is cancelled, and the policy that gives the merchant its time. */
interface WaitingOrder {
  readonly order: NewOrder;
  readonly reason: Reason;
  readonly policy: Omit<Policy, 'version'>;
}

interface Wish {
  readonly title: string;
  readonly quantity: number;
  /** Of one piece, minor units of the euro. */
  readonly unitPrice: number;
  readonly reason: Reason;
  readonly hours: number;
  readonly onTimeout: Policy['onTimeout'];
}

const HOUR_MS = 3_600_000;

/** One for each thing that silence may lead to. */
const WISHES: readonly Wish[] = [
  { title: 'Atlas of rivers', quantity: 1, unitPrice: 4_900, reason: 'CHANGED_MIND', hours: 1, onTimeout: 'APPROVE' },
  {
    title: 'Notebook, dotted',
    quantity: 3,
    unitPrice: 1_290,
    reason: 'DELIVERY_TOO_SLOW',
    hours: 8,
    onTimeout: 'REJECT',
  },
  {
    title: 'A book of soups',
    quantity: 2,
    unitPrice: 3_450,
    reason: 'ORDERED_BY_MISTAKE',
    hours: 48,
    onTimeout: 'ESCALATE',
  },
];

/** Orders of one merchant, paid by card, none of which has left. Their ids begin with the run's name. */
export function waitingOrders({ run, now }: { readonly run: string; readonly now: Date }): WaitingOrder[] {
  return WISHES.map(({ title, quantity, unitPrice, reason, hours, onTimeout }, index) => {
    const orderId = `${run}-w${index + 1}`;
    const placedAt = new Date(now.getTime() - (index + 1) * HOUR_MS);
    const line = { lineId: '1', merchantId: DEMO_MERCHANT, title, unitPrice, quantity };
    const tender = { tenderId: '1', kind: 'CARD', channel: 'sandbox', currency: 'EUR', sequence: 1 } as const;
    return {
      reason,
      policy: { ...DEFAULT_POLICY, policyId: 'demo-waiting', decisionMs: hours * HOUR_MS, onTimeout },
      order: {
        ...{ orderId, version: 1, currency: 'EUR', placedAt, accountBlocked: false, shippingFee: 0 },
        lines: [
          {
            ...line,
            ...{ sku: `${DEMO_MERCHANT}-w${index + 1}`, location: `${DEMO_MERCHANT}-1` },
            ...{ discount: 0, tax: 0, shipping: 0, cancellable: true },
          },
        ],
        tenders: [
          {
            ...tender,
            captures: [{ captureId: `${orderId}-1`, amount: quantity * unitPrice, capturedAt: placedAt }],
            authorizations: [],
          },
        ],
        shipments: [],
        paymentEvents: [],
      },
    };
  });
}
