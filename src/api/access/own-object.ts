import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { ApiParts } from '../api-parts';
import { type Problem, problemOf } from '../problem/problem';

/** What a request is about, as its path and body say before anything of it was checked. */
export interface AskedAbout {
  readonly params: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/**
 * What keeps this caller from what the request is about; undefined where nothing does. Another's object is answered
 * like one that is missing, after the same questions to the database: for a customer none, since a cancellation's id
 * says its order; for a merchant one.
 */
export async function whyNotOwn(
  { ownership }: Pick<ApiParts, 'ownership'>,
  identity: KeyIdentity,
  asked: AskedAbout,
): Promise<Problem | undefined> {
  const { role } = identity.actor;
  if (role === 'customer') return whyNotCustomers(identity, asked);
  return role === 'merchant' ? whyNotMerchants(ownership, identity, asked) : undefined;
}

function whyNotCustomers({ orderId: own }: KeyIdentity, { params, body }: AskedAbout): Problem | undefined {
  const { orderId, cancellationId } = params;
  if (orderId !== undefined && orderId !== own) return problemOf(refused('ORDER_NOT_FOUND'));
  if (cancellationId !== undefined && orderOf(cancellationId) !== own)
    return problemOf(refused('CANCELLATION_NOT_FOUND'));
  // In the shop's name more reasons may be given, and the fault, which decides about fees, would be the shop's.
  const { initiator = 'CUSTOMER' } = (typeof body === 'object' && body !== null ? body : {}) as { initiator?: unknown };
  return initiator === 'CUSTOMER'
    ? undefined
    : problemOf(refused('ROLE_NOT_ALLOWED', { role: 'customer', field: 'initiator' }));
}

async function whyNotMerchants(
  ownership: ApiParts['ownership'],
  { shopId, merchantId: own = '', cancellationId: only }: KeyIdentity,
  { params }: AskedAbout,
): Promise<Problem | undefined> {
  const { orderId, cancellationId, merchantId } = params;
  // Whether there is another merchant of this id plays no part in it.
  if (merchantId !== undefined && merchantId !== own)
    return problemOf(refused('ROLE_NOT_ALLOWED', { role: 'merchant' }));
  if (only !== undefined && cancellationId !== only) return whyNotByLink(cancellationId);
  if (typeof cancellationId === 'string') {
    const isOwn = await ownership.hasPart({ shopId, cancellationId, merchantId: own });
    return isOwn ? undefined : problemOf(refused('CANCELLATION_NOT_FOUND'));
  }
  return orderId === undefined ? undefined : problemOf(refused('ORDER_NOT_FOUND'));
}

/** A link is to one cancellation: whatever is about none lists or changes others. */
function whyNotByLink(cancellationId: unknown): Problem {
  const code = cancellationId === undefined ? 'ROLE_NOT_ALLOWED' : 'CANCELLATION_NOT_FOUND';
  return problemOf(refused(code, code === 'ROLE_NOT_ALLOWED' ? { role: 'merchant' } : undefined));
}

/** A cancellation's id is its order's, a dot and 16 hex digits. */
function orderOf(cancellationId: unknown): string | undefined {
  const [, orderId] = typeof cancellationId === 'string' ? (/^(.*)\.[0-9a-f]{16}$/.exec(cancellationId) ?? []) : [];
  return orderId;
}
