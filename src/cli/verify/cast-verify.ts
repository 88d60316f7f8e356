import { merchantsOf } from '../../domain/order-merchants';
import type { Policy } from '../../domain/policy';
import { DEFAULT_POLICY } from '../../domain/policy-snapshot';
import type { NewOrder } from '../../ports/order-book';
import { randomFrom, type Random } from '../demo/random';
import type { Cast, DemoRole } from '../demo/role';
import type { RefundFault } from '../sandboxes/faults';

/** Each way in which the provider fails, and the share of orders that meet it once. */
const FAULTS: readonly RefundFault['kind'][] = [
  'refuse',
  'timeout_before',
  'lost_answer',
  'rate_limit',
  'garbage',
  'server_error',
];
const SHARE = 0.01;

const ANSWERING: Omit<Policy, 'version'> = {
  ...DEFAULT_POLICY,
  policyId: 'verify-answering',
  decisionMs: 24 * 3_600_000,
};

/**
 * Every order is cancelled whole and approved; the provider fails for 1 % of them in
 * each way. The same seed gives the same.
 */
export function castVerify(orders: readonly NewOrder[], seed: number): Cast {
  const random = randomFrom(seed);
  const merchants = orders.flatMap(({ lines }) => merchantsOf(lines));
  return {
    roles: orders.map((order) => roleOf(order, random)),
    policies: new Map([...new Set(merchants)].sort().map((merchantId) => [merchantId, ANSWERING])),
  };
}

function roleOf(order: NewOrder, random: Random): DemoRole {
  const fault = faultOf(order, random);
  return {
    order,
    story: 'APPROVED',
    silent: [],
    expected: 'SETTLED',
    ...(fault !== undefined && { fault }),
    ...(fault?.kind === 'refuse' && { lever: 'retryRefund' as const }),
  };
}

function faultOf(order: NewOrder, random: Random): RefundFault | undefined {
  const dice = random.next();
  const kind = FAULTS[Math.floor(dice / SHARE)];
  const payments = order.tenders
    .filter(({ channel, kind: tender }) => channel === 'sandbox' && tender !== 'UNDEFINED')
    .flatMap(({ captures }) => captures)
    .filter(({ amount }) => amount > 0);
  if (kind === undefined || payments.length === 0) return undefined;
  return { kind, payment: random.pick(payments).captureId };
}
