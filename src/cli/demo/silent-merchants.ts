import { DEFAULT_POLICY } from '../../domain/policy-snapshot';
import type { Policy } from '../../domain/policy';
import { SHOP_ITSELF } from '../../domain/order';
import type { NewOrder } from '../../ports/order-book';
import { merchantsOf } from '../../domain/order-merchants';
import type { Random } from './random';

type Rules = Omit<Policy, 'version'>;

const ANSWERING_MS = 10 * 60_000;
const SILENT_MS = 4_000;
const SILENT_SHARE = 0.08;
/** One that is part of more of the orders than this answers, or too little else would be seen. */
const GREATEST_SHARE = 0.2;

const ANSWERING: Rules = { ...DEFAULT_POLICY, policyId: 'demo-answering', decisionMs: ANSWERING_MS };
const SILENT: readonly Rules[] = (['APPROVE', 'REJECT'] as const).map((onTimeout) => ({
  ...DEFAULT_POLICY,
  policyId: `demo-silent-${onTimeout.toLowerCase()}`,
  decisionMs: SILENT_MS,
  onTimeout,
}));

/** Each merchant's policy: some never answer and have a deadline of seconds, which approves for one half and rejects for the other. */
export function castMerchants(orders: readonly NewOrder[], random: Random): Map<string, Rules> {
  const ordersOf = new Map<string, number>();
  for (const merchantId of orders.flatMap(({ lines }) => merchantsOf(lines))) {
    ordersOf.set(merchantId, (ordersOf.get(merchantId) ?? 0) + 1);
  }
  const policies = new Map([...ordersOf.keys()].sort().map((merchantId) => [merchantId, ANSWERING]));
  let silentOrders = 0;
  let silentMerchants = 0;
  for (const merchantId of random.shuffled([...policies.keys()])) {
    const count = ordersOf.get(merchantId) ?? 0;
    const isEnough = silentOrders >= SILENT_SHARE * orders.length && silentMerchants >= SILENT.length;
    if (isEnough || merchantId === SHOP_ITSELF || count > GREATEST_SHARE * orders.length) continue;
    policies.set(merchantId, SILENT[silentMerchants % SILENT.length] ?? ANSWERING);
    silentMerchants += 1;
    silentOrders += count;
  }
  return policies;
}

/** Does this policy belong to one that never answers? */
export function isSilent(policy: Rules | undefined): boolean {
  return policy?.decisionMs === SILENT_MS;
}
