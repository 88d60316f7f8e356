import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import { nextRuling, rulingClock } from '../../../domain/arbitration';
import type { Quote } from '../../../domain/quote';
import type { CancellationRequest, RequestAccepted } from '../../../domain/request';
import type { CancellationEvent } from '../record-event';
import { stateOfPart, type Acceptance, type AcceptanceAsk, type PlannedPart } from './plan-acceptance';

type Row = Readonly<Record<string, unknown>>;

const keyOf = ({ shopId, cancellationId }: CancellationRequest) => ({
  shop_id: shopId,
  cancellation_id: cancellationId,
});

export function partRows(request: CancellationRequest, { parts }: Acceptance): Row[] {
  return parts.map((part) => ({
    ...keyOf(request),
    merchant_id: part.merchantId,
    state: stateOfPart(part),
    deadline: part.deadline ?? null,
    on_timeout: part.policy.onTimeout,
    on_not_stopped: part.policy.onNotStopped,
    arbitration_until: part.arbitration?.until ?? null,
    on_arbitration_timeout: part.arbitration?.onTimeout ?? null,
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

/** Decisions that come with the request: of parts that nobody has to be asked about, and of those that go to an arbiter. */
export function ruleRows({ request, now }: AcceptanceAsk, { parts }: Acceptance): Row[] {
  return parts.filter(isDecided).map((part) => ({
    ...keyOf(request),
    merchant_id: part.merchantId,
    outcome: stateOfPart(part),
    door: 'RULE',
    actor_id: SYSTEM_ACTOR.id,
    actor_role: SYSTEM_ACTOR.role,
    received_at: now,
    recorded_at: now,
  }));
}

export function acceptanceEvents(
  request: CancellationRequest,
  { parts, state, quote, statutory }: Acceptance,
): CancellationEvent[] {
  const { actor, reason, initiator, escalates, reopening } = request;
  const { whole, refund, fee, currency } = quote;
  return [
    {
      event: 'REQUESTED',
      actor,
      to: 'REQUESTED',
      reason,
      details: {
        initiator,
        ...(escalates === undefined ? {} : { escalates }),
        ...(reopening === undefined ? {} : { reopening }),
      },
    },
    {
      event: 'ACCEPTED',
      actor: SYSTEM_ACTOR,
      from: 'REQUESTED',
      to: state,
      details: { units: quote.units.length, whole, refund, fee, currency, ...(statutory ? { statutory } : {}) },
    },
    ...parts.filter(isDecided).map((part): CancellationEvent => ({
      event: 'DECIDED',
      actor: SYSTEM_ACTOR,
      reason: part.arbitration === undefined ? part.why : 'ESCALATION',
      details: { merchantId: part.merchantId, outcome: stateOfPart(part), door: 'RULE' },
    })),
  ];
}

/** The answer to whoever asked: its deadline is that of the merchant whose clock runs out first. */
export function acceptanceAnswer(
  request: CancellationRequest,
  { parts, quote, state, statutory, standing }: Acceptance,
): RequestAccepted {
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
    ...(next === undefined
      ? rulingClock(nextRuling(standing.parts)?.arbitration)
      : { deadline: next.deadline.toISOString(), onTimeout: next.onTimeout }),
    ...(statutory ? { statutory } : {}),
  };
}

function isDecided({ deadline }: PlannedPart): boolean {
  return deadline === undefined;
}
