import { ENDED_STATES, type Actor, type CancellationState } from './cancellation';
import type { PartView, StuckCause } from './cancellation-view';
import { LEVER_ROLES, type EndedLever, type Lever, type LeverKind } from './lever';
import type { ShipmentState } from './order';
import { RELEASING_STATES, type LegKind, type LegState } from './refund-leg';
import { REOPENABLE_STATES } from './reopening';
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
  /** Another cancellation has taken this one up: an escalation, or a reopening. */
  readonly isTakenUp: boolean;
  /** Reopenings that were asked for and not refused. One that is allowed and has opened nothing may be allowed once more. */
  readonly reopenings: readonly { readonly approvalId: string; readonly askedBy: string }[];
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
  /** Whose units are in it, whatever becomes of them. */
  readonly merchantIds: readonly string[];
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

type Subjects<Kind extends LeverKind> = Readonly<
  Record<Kind, (facts: LeverFacts, actorId: string) => readonly LeverSubject[]>
>;

/** For each lever, what of a cancellation it can be pulled for. The step's transaction decides by the same rules, under the order's lock. */
const SUBJECTS: Subjects<Lever['kind']> = {
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

/** The same, once it has ended. */
const ENDED_SUBJECTS: Subjects<EndedLever['kind']> = {
  reopen: (facts) => (isReopenable(facts) && facts.reopenings.length === 0 ? [{}] : []),
  approveReopening: (facts, actorId) =>
    isReopenable(facts)
      ? facts.reopenings.filter(({ askedBy }) => askedBy !== actorId).map(({ approvalId }) => ({ approvalId }))
      : [],
};

/**
 * The levers that apply now and that this actor's role may pull, each once for everything that it can be pulled for. `merchantId`: for whom
 * somebody of role merchant acts.
 */
export function applicableLevers(all: LeverFacts, actor: Actor, merchantId?: string): ApplicableLever[] {
  const facts = actor.role === 'merchant' ? { ...all, parcels: ownParcels(all, merchantId) } : all;
  const hasEnded = (ENDED_STATES as readonly CancellationState[]).includes(facts.state);
  const subjects: Partial<Subjects<LeverKind>> = hasEnded ? ENDED_SUBJECTS : SUBJECTS;
  const kinds = Object.keys(subjects) as LeverKind[];
  return kinds
    .filter((kind) => LEVER_ROLES[kind].includes(actor.role))
    .flatMap((kind) => subjects[kind]?.(facts, actor.id).map((subject) => ({ kind, subject })) ?? []);
}

function isReopenable({ state, isTakenUp }: LeverFacts): boolean {
  return REOPENABLE_STATES.includes(state) && !isTakenUp;
}

/** A merchant speaks for parcels of its own units alone, and not while support looks at them. */
function ownParcels(facts: LeverFacts, merchantId: string | undefined): readonly ParcelFacts[] {
  if (isLookedAt(facts)) return [];
  return facts.parcels.filter(({ merchantIds }) => merchantIds.every((one) => one === merchantId));
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
