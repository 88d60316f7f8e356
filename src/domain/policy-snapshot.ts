import type { Policy } from './policy';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * What holds for a merchant who has set nothing: he is asked, has 48 hours (the clock of WeChat Store and Yandex
 * Market), and silence approves (R23: the default for what is not shipped). No grace, no fee.
 */
export const DEFAULT_POLICY: Policy = {
  policyId: 'default',
  version: 1,
  requestWindowMinutes: null,
  graceMinutes: 0,
  approvalNeeded: true,
  decisionMs: 48 * HOUR_MS,
  businessHoursOnly: false,
  onTimeout: 'APPROVE',
  onNotStopped: 'END',
  interceptInTransit: true,
  returnMs: 14 * DAY_MS,
  partsCancellable: true,
  shippingFee: 'PRORATED',
  tenderOrder: 'PROPORTIONAL',
  stock: 'RELEASE',
  fees: [],
};

/**
 * A merchant's policy out of those snapshotted. Throws RangeError where it is missing: that is a
 * fault of the caller's, not a refusal.
 */
export function policyOf(policies: ReadonlyMap<string, Policy>, merchantId: string): Policy {
  const policy = policies.get(merchantId);
  if (policy === undefined) throw new RangeError(`No policy for merchant ${merchantId}`);
  return policy;
}

/**
 * JSON with sorted keys and no spaces: equal values give equal text, which is what gets hashed. Dates are
 * written as ISO 8601, undefined properties are left out. Throws TypeError for what JSON can't hold (NaN,
 * Infinity, bigint, functions, undefined).
 */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  if (value !== null && typeof value !== 'string' && typeof value !== 'boolean' && !Number.isFinite(value)) {
    throw new TypeError(`No canonical JSON for a ${typeof value} that is not finite or not data`);
  }
  return JSON.stringify(value);
}
