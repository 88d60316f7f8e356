import { merchantsOf } from '../../domain/order-merchants';
import { unitsOf } from '../../domain/order-units';
import type { NewOrder } from '../../ports/order-book';
import type { RefundFault } from '../sandboxes/faults';
import { randomFrom, type Random } from './random';
import { renamed } from './rename';
import type { Cast, DemoRole, ExpectedOutcome, Story } from './role';
import { castMerchants, isSilent } from './silent-merchants';

/** Shares of the orders; of each at least one. */
const SHARES = {
  rejected: 0.08,
  withdrawn: 0.08,
  labeled: 0.08,
  inTransit: 0.04,
  part: 0.06,
  refused: 0.05,
  lost: 0.02,
} as const;

type Fate = keyof typeof SHARES;

/**
 * Gives every order its story and every merchant its policy. What can't happen to an order (a part of a single piece, a parcel without
 * goods) happens to the next that it can happen to. The same seed gives the same.
 */
export function castDemo(orders: readonly NewOrder[], { seed, run }: { seed: number; run: string }): Cast {
  const random = randomFrom(seed);
  const policies = castMerchants(orders, random);
  const isSilentOrder = ({ lines }: NewOrder) => merchantsOf(lines).some((id) => isSilent(policies.get(id)));
  const fates = castFates(
    orders.filter((order) => !isSilentOrder(order)),
    { total: orders.length, random },
  );
  const roles = orders.map((order, index) => {
    const fate = fates.get(order);
    const merchants = merchantsOf(order.lines);
    const silent = merchants.filter((merchantId) => isSilent(policies.get(merchantId)));
    const own = renamed(fate === undefined ? order : withParcel(order, fate), run);
    const approving = merchants.filter(
      (id) => !isSilent(policies.get(id)) || policies.get(id)?.onTimeout === 'APPROVE',
    );
    return roleOf(own, { fate, silent, isApproved: approving.length > 0, isEven: index % 2 === 0 });
  });
  return { roles, policies };
}

function castFates(
  orders: readonly NewOrder[],
  { total, random }: { total: number; random: Random },
): Map<NewOrder, Fate> {
  const fates = new Map<NewOrder, Fate>();
  const mixed = random.shuffled(orders);
  for (const fate of ['part', 'labeled', 'inTransit', 'refused', 'lost', 'rejected', 'withdrawn'] as const) {
    const wanted = Math.max(1, Math.round(SHARES[fate] * total));
    const found = mixed.filter((order) => !fates.has(order) && canMeet(order, fate)).slice(0, wanted);
    for (const order of found) fates.set(order, fate);
  }
  return fates;
}

function canMeet(order: NewOrder, fate: Fate): boolean {
  switch (fate) {
    case 'part':
      return unitsOf(order.lines, order.shippingFee).length > 1;
    case 'labeled':
    case 'inTransit':
      return order.lines.length > 0 && merchantsOf(order.lines).length === 1;
    case 'refused':
    case 'lost':
      return refundedCapture(order) !== undefined;
    case 'rejected':
    case 'withdrawn':
      return true;
  }
}

/** One parcel with everything in it. */
function withParcel(order: NewOrder, fate: Fate): NewOrder {
  if (fate !== 'labeled' && fate !== 'inTransit') return order;
  const parcel = {
    shipmentId: '1',
    carrier: 'sandbox',
    trackingRef: `${order.orderId}-1`,
    state: fate === 'labeled' ? 'LABELED' : 'IN_TRANSIT',
    unitIds: unitsOf(order.lines, order.shippingFee).map(({ unitId }) => unitId),
  } as const;
  return { ...order, shipments: [parcel] };
}

interface Casting {
  readonly fate: Fate | undefined;
  readonly silent: readonly string[];
  readonly isApproved: boolean;
  readonly isEven: boolean;
}

function roleOf(order: NewOrder, { fate, silent, isApproved, isEven }: Casting): DemoRole {
  const story: Story = fate === 'rejected' ? 'REJECTED' : fate === 'withdrawn' ? 'WITHDRAWN' : 'APPROVED';
  const fault = faultOf(order, fate);
  return {
    order,
    story,
    silent,
    expected: expectedOf(fate, isApproved),
    ...(fate === 'part' && { selection: { kind: 'LINES' as const, lines: [firstPiece(order)] } }),
    ...(fault && { fault }),
    ...(fate === 'refused' && { lever: isEven ? ('retryRefund' as const) : ('recordManualRefund' as const) }),
  };
}

function expectedOf(fate: Fate | undefined, isApproved: boolean): ExpectedOutcome {
  if (fate === 'withdrawn') return 'WITHDRAWN';
  if (fate === 'inTransit') return 'NOT_STOPPED';
  return fate === 'rejected' || !isApproved ? 'REJECTED' : 'SETTLED';
}

function firstPiece({ lines }: NewOrder): { lineId: string; quantity: number } {
  const [line] = lines;
  if (line === undefined) throw new RangeError('An order without lines has no part');
  return { lineId: line.lineId, quantity: 1 };
}

function faultOf(order: NewOrder, fate: Fate | undefined): RefundFault | undefined {
  const payment = refundedCapture(order);
  if (payment === undefined || (fate !== 'refused' && fate !== 'lost')) return undefined;
  return { kind: fate === 'refused' ? 'refuse' : 'lost_answer', payment };
}

/** The greatest capture: a whole-order cancellation surely refunds it. */
function refundedCapture({ tenders }: NewOrder): string | undefined {
  const captures = tenders.filter(({ kind }) => kind !== 'UNDEFINED').flatMap((tender) => tender.captures);
  const greatest = captures.reduce<(typeof captures)[number] | undefined>(
    (most, capture) => (capture.amount > (most?.amount ?? 0) ? capture : most),
    undefined,
  );
  return greatest?.captureId;
}
