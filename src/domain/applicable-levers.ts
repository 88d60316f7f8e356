import { ENDED_STATES, type Actor, type CancellationState } from './cancellation';
import type { PartView, StuckCause } from './cancellation-view';
import { LEVER_ROLES, type LeverKind } from './lever';
import type { ShipmentState } from './order';
import { RELEASING_STATES, type LegKind, type LegState } from './refund-leg';
import type { InterceptionOutcome } from './shipment';

/** What decides which levers apply. */
export interface LeverFacts {
  readonly state: CancellationState;
  readonly stuck?: StuckCause;
  readonly isWithdrawn: boolean;
  readonly isCommitted: boolean;
  readonly parts: readonly {
    readonly merchantId: string;
    readonly decision: PartView['decision'];
    /** Its clock has not run out. */
    readonly isRunning: boolean;
  }[];
  readonly legs: readonly LegFacts[];
  /** Parcels with units that it still holds. */
  readonly parcels: readonly ParcelFacts[];
  /** Approvals that wait for a second person. */
  readonly approvals: readonly { readonly approvalId: string; readonly legId: string; readonly askedBy: string }[];
}

interface LegFacts {
  readonly legId: string;
  readonly kind: LegKind;
  readonly state: LegState;
  readonly isReplaced: boolean;
  /** It had arrived, the money came back, and the books say so. */
  readonly cameBack: boolean;
}

interface ParcelFacts {
  readonly shipmentId: string;
  readonly state: ShipmentState;
  /** What the carrier has said; absent where it was never asked. */
  readonly interception?: 'ASKED' | InterceptionOutcome;
  /** What is known for certain of it. */
  readonly known?: Exclude<InterceptionOutcome, 'UNKNOWN'>;
}

/** What a lever is about, where there is a choice. */
export interface LeverSubject {
  readonly legId?: string;
  readonly shipmentId?: string;
  readonly merchantId?: string;
  readonly approvalId?: string;
}

/** A lever that may be pulled now. */
export interface ApplicableLever {
  readonly kind: LeverKind;
  readonly subject: LeverSubject;
}

/** To try again would change nothing: an escalated part needs a ruling, a leg that is proven failed, or has come back, another leg. */
export const NOT_BY_RETRY: readonly StuckCause[] = ['DECISION_ESCALATED', 'REFUND_FAILED', 'REFUND_RETURNED'];

const ABOUT_PARCELS: readonly StuckCause[] = ['INTERCEPTION_UNKNOWN', 'PARCEL_NOT_STOPPED'];

/** For each lever, what of a cancellation it can be pulled for. The step's transaction decides by the same rules, under the order's lock. */
const SUBJECTS: Readonly<Record<LeverKind, (facts: LeverFacts, actorId: string) => readonly LeverSubject[]>> = {
  retryStep: ({ state, stuck }) =>
    state === 'NEEDS_HUMAN' && stuck !== undefined && !NOT_BY_RETRY.includes(stuck) ? [{}] : [],
  retryRefund: ({ legs }) => legs.filter(isOwed).map(legSubject),
  recordManualRefund: ({ legs }) => legs.filter(isOwed).map(legSubject),
  chooseAlternateRoute: ({ legs, approvals }) =>
    legs
      .filter((leg) => isOwed(leg) && leg.kind !== 'void' && approvals.every(({ legId }) => legId !== leg.legId))
      .map(legSubject),
  // Whoever asked may not allow it.
  approveRoute: ({ approvals }, actorId) =>
    approvals.filter(({ askedBy }) => askedBy !== actorId).map(({ approvalId, legId }) => ({ approvalId, legId })),
  resolveInterception: (facts) =>
    parcelsOf(facts)
      .filter(({ interception, known }) => interception !== undefined && (known === undefined || isLookedAt(facts)))
      .map(parcelSubject),
  recordReturn: (facts) =>
    parcelsOf(facts)
      .filter((parcel) => isOut(parcel, facts.stuck))
      .map(parcelSubject),
  arbitrate: ({ parts, isWithdrawn }) =>
    isWithdrawn ? [] : parts.filter(({ decision }) => decision === 'ESCALATED').map(partSubject),
  extendDeadline: ({ state, parts, isWithdrawn }) =>
    isWithdrawn || state !== 'AWAITING_DECISION'
      ? []
      : parts.filter(({ decision, isRunning }) => decision === 'PENDING' && isRunning).map(partSubject),
};

/** The levers that apply now and that this actor's role may pull, each once for everything that it can be pulled for. */
export function applicableLevers(facts: LeverFacts, actor: Actor): ApplicableLever[] {
  if ((ENDED_STATES as readonly CancellationState[]).includes(facts.state)) return [];
  const kinds = Object.keys(SUBJECTS) as LeverKind[];
  return kinds
    .filter((kind) => LEVER_ROLES[kind].includes(actor.role))
    .flatMap((kind) => SUBJECTS[kind](facts, actor.id).map((subject) => ({ kind, subject })));
}

function isOwed({ state, isReplaced, cameBack }: LegFacts): boolean {
  return !isReplaced && ((RELEASING_STATES as readonly LegState[]).includes(state) || cameBack);
}

function isLookedAt({ stuck }: LeverFacts): boolean {
  return stuck !== undefined && ABOUT_PARCELS.includes(stuck);
}

function parcelsOf({ isWithdrawn, isCommitted, parcels }: LeverFacts): readonly ParcelFacts[] {
  return isWithdrawn || isCommitted ? [] : parcels;
}

function isOut({ state, interception }: ParcelFacts, stuck: StuckCause | undefined): boolean {
  if (state === 'RETURNED') return false;
  const isProven = interception === 'ALREADY_OUT' || interception === 'DELIVERED';
  return isProven || (stuck === 'INTERCEPTION_UNKNOWN' && interception !== undefined && interception !== 'STOPPED');
}

function legSubject({ legId }: LegFacts): LeverSubject {
  return { legId };
}

function parcelSubject({ shipmentId }: ParcelFacts): LeverSubject {
  return { shipmentId };
}

function partSubject({ merchantId }: { readonly merchantId: string }): LeverSubject {
  return { merchantId };
}
