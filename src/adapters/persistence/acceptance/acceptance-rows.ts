import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import type { Quote } from '../../../domain/quote';
import type { CancellationRequest, RequestAccepted } from '../../../domain/request';
import type { CancellationEvent } from '../record-event';
import type { Acceptance, AcceptanceAsk, PlannedPart } from './plan-acceptance';

type Row = Readonly<Record<string, unknown>>;

const keyOf = ({ shopId, cancellationId }: CancellationRequest) => ({
  shop_id: shopId,
  cancellation_id: cancellationId,
});

export function partRows(request: CancellationRequest, { parts }: Acceptance): Row[] {
  return parts.map(({ merchantId, policy, deadline }) => ({
    ...keyOf(request),
    merchant_id: merchantId,
    state: deadline === undefined ? 'APPROVED' : 'PENDING',
    deadline: deadline ?? null,
    on_timeout: policy.onTimeout,
    on_not_stopped: policy.onNotStopped,
  }));
}

export function unitRows(request: CancellationRequest, { units }: Quote): Row[] {
  return units.map(({ unitId, merchantId, goods, shipping }) => ({
    ...keyOf(request),
    order_id: request.orderId,
    unit_id: unitId,
    merchant_id: merchantId,
    goods,
    shipping,
    state: 'HELD',
  }));
}

/** Decisions of parts that nobody has to be asked about. */
export function ruleRows({ request, now }: AcceptanceAsk, { parts }: Acceptance): Row[] {
  return parts.filter(byRule).map(({ merchantId }) => ({
    ...keyOf(request),
    merchant_id: merchantId,
    outcome: 'APPROVED',
    door: 'RULE',
    actor_id: SYSTEM_ACTOR.id,
    actor_role: SYSTEM_ACTOR.role,
    received_at: now,
    recorded_at: now,
  }));
}

export function acceptanceEvents(
  request: CancellationRequest,
  { parts, state, quote }: Acceptance,
): CancellationEvent[] {
  const { actor, reason, initiator } = request;
  const { whole, refund, fee, currency } = quote;
  return [
    { event: 'REQUESTED', actor, to: 'REQUESTED', reason, details: { initiator } },
    {
      event: 'ACCEPTED',
      actor: SYSTEM_ACTOR,
      from: 'REQUESTED',
      to: state,
      details: { units: quote.units.length, whole, refund, fee, currency },
    },
    ...parts.filter(byRule).map(({ merchantId, why }): CancellationEvent => ({
      event: 'DECIDED',
      actor: SYSTEM_ACTOR,
      reason: why,
      details: { merchantId, outcome: 'APPROVED', door: 'RULE' },
    })),
  ];
}

/** The answer to whoever asked: its deadline is that of the merchant whose clock runs out first. */
export function acceptanceAnswer(request: CancellationRequest, { parts, quote, state }: Acceptance): RequestAccepted {
  const { cancellationId, requestHash } = request;
  const [next] = parts
    .flatMap(({ deadline, policy }) => (deadline === undefined ? [] : [{ deadline, onTimeout: policy.onTimeout }]))
    .sort((left, right) => left.deadline.getTime() - right.deadline.getTime());
  return {
    outcome: 'accepted',
    cancellationId,
    requestHash,
    state,
    quote,
    ...(next === undefined ? {} : { deadline: next.deadline.toISOString(), onTimeout: next.onTimeout }),
  };
}

function byRule({ deadline }: PlannedPart): boolean {
  return deadline === undefined;
}
