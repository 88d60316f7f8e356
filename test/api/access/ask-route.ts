import { LEVER_KINDS } from '../../../src/api/cancellations/acts.schemas';
import type { ApiRoute } from '../../../src/api/access/routes';
import { orderBody } from '../order-body';
import type { Answer, Call, Calls } from '../start-api';
import { firstOfStream } from './first-of-stream';
import type { Objects, Principal } from './principals';

const POLICY = {
  ...{ policyId: 'quick', requestWindowMinutes: null, graceMinutes: 0, approvalNeeded: true, decisionMs: 60_000 },
  ...{ businessHoursOnly: false, onTimeout: 'APPROVE', onNotStopped: 'END', interceptInTransit: true },
  ...{ returnMs: 60_000, partsCancellable: true, shippingFee: 'PRORATED', tenderOrder: 'PROPORTIONAL' },
  ...{ stock: 'RELEASE', fees: [] },
};

/** Bodies by which a call gets as far as it can. A route that is not here gets an empty one. */
const BODIES: Readonly<Record<string, (objects: Objects) => object>> = {
  'PUT /v1/orders/:orderId': () => orderBody({ version: 2 }),
  'POST /v1/orders/:orderId/quote': () => ({ reason: 'CHANGED_MIND' }),
  'POST /v1/orders/:orderId/cancellations': () => ({ reason: 'CHANGED_MIND' }),
  'PUT /v1/merchants/:merchantId': () => ({ policy: POLICY }),
  'POST /v1/cancellations/:cancellationId/decisions': ({ merchantId }) => ({ merchantId, outcome: 'APPROVED' }),
  'POST /v1/cancellations/:cancellationId/offers': ({ merchantId }) => ({ merchantId, terms: { kind: 'COUPON' } }),
  'POST /v1/cancellations/:cancellationId/offers/:offerId/answer': () => ({ answer: 'DECLINED' }),
  'POST /v1/cancellations/:cancellationId/extension': ({ merchantId }) => ({ merchantId, minutes: 1 }),
  'POST /v1/decisions/batch': ({ cancellationId, merchantId }) => ({
    decisions: [{ cancellationId, merchantId, outcome: 'APPROVED' }],
  }),
  'POST /v1/cancellations/:cancellationId/evidence': () => ({ kind: 'PHOTO', reference: 'file-1' }),
  'PUT /v1/balances/:balanceId': () => ({ kind: 'STORE_CREDIT', currency: 'EUR', movements: [] }),
  'POST /v1/orders/:orderId/payout-destinations': ({ balanceId }) => ({ kind: 'STORE_CREDIT', balanceId }),
  'POST /v1/cancellations/:cancellationId/feedback': () => ({ rating: 5 }),
  'POST /v1/drift-cases/:caseId/resolution': () => ({ note: 'The provider was late' }),
  'POST /v1/cancellations/:cancellationId/links': ({ merchantId }) => ({ merchantId }),
  'POST /v1/links/exchange': () => ({ token: 'rl_none' }),
};

/** What a path names besides objects. */
const OTHERS: Readonly<Record<string, string>> = {
  lever: LEVER_KINDS[0] ?? '',
  source: 'sandbox',
  offerId: 'ofr_none',
  code: 'UNAUTHENTICATED',
};

let asked = 0;

/**
 * Calls a route about these objects. @throws Error for a parameter that is not known
 * here: add it to Objects or to OTHERS.
 */
export async function askRoute(who: Principal, { method, path }: ApiRoute, objects: Objects): Promise<Answer> {
  const known: Readonly<Record<string, string>> = { ...OTHERS, ...objects };
  const address = path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`What is :${name} of ${path}? Tell test/api/access/ask-route.ts`);
    return encodeURIComponent(value);
  });
  const verb = method.toLowerCase() as keyof Calls;
  asked += 1;
  const call: Call = who.calls[verb](address).set('Idempotency-Key', `matrix-${asked}`);
  // A merchant speaks for itself, whatever it asks about: else its own words would be
  // refused before the object is looked at.
  const merchantId = who.role === 'merchant' ? who.own.merchantId : objects.merchantId;
  const body = BODIES[`${method} ${path}`]?.({ ...objects, merchantId }) ?? {};
  if (path.endsWith('/events')) return firstOfStream(call);
  return verb === 'get' || verb === 'delete' ? call : call.send(body);
}
