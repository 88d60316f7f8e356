import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { CancellationState, WaitingOn } from '../../../domain/cancellation';
import type { Policy } from '../../../domain/policy';
import { canonicalJson } from '../../../domain/policy-snapshot';
import type { Quote } from '../../../domain/quote';
import { faultOf } from '../../../domain/reasons';
import type { RefusalCode } from '../../../domain/refusals';
import type { CancellationRequest } from '../../../domain/request';
import type { LoadedOrder } from '../load-order';
import type { CancellationTable } from '../tables/cancellations';

export type Request = CancellationRequest & { readonly workflowId: string };

export interface Beginning {
  readonly request: Request;
  readonly loaded: LoadedOrder;
  readonly now: Date;
  readonly state: CancellationState;
  readonly waitingOn: WaitingOn;
  readonly quote: Quote;
  readonly policies: Readonly<Record<string, Policy>>;
  readonly deadline?: string;
  readonly denial?: RefusalCode;
  readonly statutory?: boolean;
}

/** The row of a cancellation as it begins, accepted or denied. */
export function cancellationRow(beginning: Beginning): Insertable<CancellationTable> {
  const { request, loaded, now, quote, policies } = beginning;
  return {
    shop_id: request.shopId,
    cancellation_id: request.cancellationId,
    order_id: request.orderId,
    workflow_id: request.workflowId,
    idempotency_key: request.idempotencyKey,
    request_hash: request.requestHash,
    initiator: request.initiator,
    reason: request.reason,
    fault: faultOf(request.reason),
    actor_id: request.actor.id,
    actor_role: request.actor.role,
    order_version: loaded.order.version,
    selection: JSON.stringify(request.selection),
    state: beginning.state,
    waiting_on: beginning.waitingOn,
    connected: loaded.connected,
    currency: loaded.order.currency,
    whole: quote.whole,
    refund: quote.refund,
    fee: quote.fee,
    gift_spent: quote.giftSpent ?? 0,
    policies: JSON.stringify(policies),
    policy_hash: createHash('sha256').update(canonicalJson(policies)).digest('hex'),
    quote: JSON.stringify(quote),
    deadline: beginning.deadline === undefined ? null : new Date(beginning.deadline),
    denial_code: beginning.denial ?? null,
    statutory: beginning.statutory ?? false,
    escalates: request.escalates ?? null,
    reopening: request.reopening ?? null,
    requested_at: now,
    updated_at: now,
  };
}

/** What a denied request returns: nothing. */
export function emptyQuote(currency: string): Quote {
  return { currency, whole: false, units: [], goods: 0, shipping: 0, adjustment: 0, fee: 0, refund: 0, tenders: [] };
}
