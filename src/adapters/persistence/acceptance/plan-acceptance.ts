import { arbitrationClock, type ArbitrationClock } from '../../../domain/arbitration';
import { approvalBy, type ApprovalWhy } from '../../../domain/approval';
import { deadlineOf } from '../../../domain/calendar';
import type { CancellationState } from '../../../domain/cancellation';
import { merchantsOf } from '../../../domain/order-merchants';
import type { OrderUnit } from '../../../domain/order';
import { policyOf } from '../../../domain/policy-snapshot';
import type { Policy } from '../../../domain/policy';
import type { Quote } from '../../../domain/quote';
import { quoteOrder } from '../../../domain/quote-order';
import { faultOf } from '../../../domain/reasons';
import type { CancellationRequest } from '../../../domain/request';
import type { Standing } from '../../../ports/cancellation-book';
import type { BookSettings } from '../book-options';
import type { LoadedOrder } from '../load-order';
import { standingOf, type StoredPart } from '../standing';
import { stateAfter } from '../waiting';

/** One merchant's part as it begins: asked until a deadline, taken to arbitration, or approved by rule. */
export interface PlannedPart {
  readonly merchantId: string;
  readonly policy: Policy;
  readonly why: ApprovalWhy;
  /** Until when the merchant decides; absent where a rule approved, or an arbiter decides. */
  readonly deadline?: Date;
  /** The arbiter's clock, where the merchant has said no before. */
  readonly arbitration?: ArbitrationClock;
}

/** What an accepted request stores. */
export interface Acceptance {
  readonly units: readonly OrderUnit[];
  readonly quote: Quote;
  readonly parts: readonly PlannedPart[];
  readonly policies: Readonly<Record<string, Policy>>;
  readonly standing: Standing;
  readonly state: CancellationState;
  /** All of it is withdrawn by right. */
  readonly statutory: boolean;
}

export interface AcceptanceAsk {
  readonly request: CancellationRequest;
  readonly loaded: LoadedOrder;
  /** Those that eligibility allows. */
  readonly units: readonly OrderUnit[];
  readonly now: Date;
}

/**
 * Quotes, and says who decides each merchant's part until when. Frozen from here on: nothing of it is computed again.
 */
export function planAcceptance(ask: AcceptanceAsk, settings: BookSettings): Acceptance {
  const { request, loaded, units, now } = ask;
  const merchants = merchantsOf(units);
  const parts = merchants.map((merchantId) => planPart(ask, merchantId));
  const standing = standingOf({ parts: parts.map(asStoredPart), parcels: parcelsOf(ask) });
  const quote = quoteOrder({
    order: loaded.order,
    units,
    policies: loaded.policies,
    fault: faultOf(request.reason),
    now,
    initiator: request.initiator,
    feesKept: loaded.feesKept,
    arrivalDays: settings.arrivalDays,
    inBusinessDays: settings.inBusinessDays,
  });
  const policies = Object.fromEntries(parts.map(({ merchantId, policy }) => [merchantId, policy]));
  const statutory = parts.length > 0 && parts.every(({ why }) => why === 'STATUTORY');
  return { units, quote, parts, policies, standing, state: stateAfter('REQUESTED', standing), statutory };
}

function planPart({ request, loaded, now }: AcceptanceAsk, merchantId: string): PlannedPart {
  const policy = policyOf(loaded.policies, merchantId);
  const { reason, initiator } = request;
  const { by, why } = approvalBy({ policy, order: loaded.order, reason, initiator, now });
  if (by === 'RULE') return { merchantId, policy, why };
  if (request.escalates !== undefined) return { merchantId, policy, why, arbitration: arbitrationClock(policy, now) };
  const calendar = policy.businessHoursOnly ? (loaded.calendars.get(merchantId) ?? null) : null;
  return { merchantId, policy, why, deadline: deadlineOf({ from: now, ms: policy.decisionMs, calendar }) };
}

/** How a part begins. */
export function stateOfPart({ deadline, arbitration }: PlannedPart): 'APPROVED' | 'PENDING' | 'ESCALATED' {
  if (arbitration !== undefined) return 'ESCALATED';
  return deadline === undefined ? 'APPROVED' : 'PENDING';
}

function asStoredPart(part: PlannedPart): StoredPart {
  const { merchantId, policy, deadline, arbitration } = part;
  const state = stateOfPart(part);
  return {
    merchantId,
    state,
    decision: state,
    onTimeout: policy.onTimeout,
    ...(deadline === undefined ? {} : { deadline: deadline.toISOString() }),
    ...(arbitration === undefined ? {} : { arbitration }),
  };
}

function parcelsOf({ loaded, units }: AcceptanceAsk) {
  const merchantOf = new Map(units.map(({ unitId, merchantId }) => [unitId, merchantId]));
  return loaded.order.shipments
    .filter(({ state }) => state === 'LABELED' || state === 'IN_TRANSIT')
    .flatMap(({ shipmentId, unitIds }) => {
      const merchants = new Set(unitIds.flatMap((unitId) => merchantOf.get(unitId) ?? []));
      return [...merchants].sort().map((merchantId) => {
        const { onNotStopped } = policyOf(loaded.policies, merchantId);
        return { shipmentId, merchantId, onNotStopped };
      });
    });
}
