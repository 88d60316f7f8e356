import type { OwnSteps } from '../../activities/contract';
import type { Offer } from '../../src/domain/offer';
import type { TimeoutOutcome } from '../../src/domain/policy';
import { refused } from '../../src/domain/refusals';
import { type FakeRepair, fakeRepairSteps } from './fake-repair';
import type { Leg, Parcel, Part, Standing } from '../../src/ports/cancellation-book';

/** What the book of one cancellation holds. A test sets it up and reads it afterwards. */
export interface FakeState {
  parts: Part[];
  parcels: Parcel[];
  legs: Leg[];
  /** The shop runs its own order system. */
  connected: boolean;
  /** Until when a parcel may come back, ISO 8601. */
  returnUntil: string;
  withdrawn: boolean;
  committed: boolean;
  /** The merchant's offer, and what was left of its clock, ms. */
  offer?: Offer & { readonly leftMs: number };
  /** What is kept, minor units, and how much of it was spent of bought gift cards. */
  kept: { readonly fee: number; readonly giftSpent?: number };
  /** How it ended, or which stage past the pivot it reached. */
  ended?: string;
  /** What a repair finds. */
  repair?: FakeRepair;
  /** Causes for which a person had to look, in order. */
  flags: string[];
}

const SINCE = '2026-03-02T09:00:00.000Z';
const BY_POLICY = { APPROVE: 'APPROVED', REJECT: 'REJECTED', ESCALATE: 'ESCALATED' } as const;

/** A part that waits for its merchant until `deadline` (ms since the epoch). */
export function pendingPart(merchantId: string, deadline: number, onTimeout: TimeoutOutcome): Part {
  return { merchantId, decision: 'PENDING', deadline: new Date(deadline).toISOString(), onTimeout };
}

/** A part that a rule approved: nobody is asked. */
export const APPROVED_PART: Part = { merchantId: 'm-1', decision: 'APPROVED', onTimeout: 'REJECT' };

/** A refund that is planned. */
export function plannedLeg(legId: string, amount: number): Leg {
  return { legId, tenderId: `t-${legId}`, channel: 'sandbox', kind: 'refund', state: 'PLANNED', amount };
}

/** A cancellation that nobody is asked about, with one refund. */
export function newFakeState(given: Partial<FakeState> = {}): FakeState {
  return {
    parts: [APPROVED_PART],
    parcels: [],
    legs: [plannedLeg('leg-1', 10_000)],
    connected: false,
    returnUntil: SINCE,
    withdrawn: false,
    committed: false,
    kept: { fee: 0 },
    flags: [],
    ...given,
  };
}

function standingOf({ parts, parcels, offer }: FakeState): Standing {
  const { leftMs: _left, ...told } = offer ?? { leftMs: 0 };
  const merchants = parts.filter(({ decision }) => decision === 'APPROVED').map(({ merchantId }) => merchantId);
  return {
    parts: [...parts],
    decided: parts.every(({ decision }) => decision !== 'PENDING'),
    parcels: parcels.filter(({ merchantId }) => merchants.includes(merchantId)),
    ...('offerId' in told ? { offer: told } : {}),
  };
}

/**
 * The merchant of the only part makes an offer at `now`, as the API would: its clock
 * stands still. Times in ms since the epoch.
 */
export function makeFakeOffer(state: FakeState, now: number, answerMs: number): Offer {
  const [part] = state.parts;
  if (part?.deadline === undefined) throw new Error('Nobody is asked');
  const { deadline, ...still } = part;
  const offer = {
    ...{ offerId: 'ofr_1', merchantId: part.merchantId, deadline: new Date(now + answerMs).toISOString() },
    terms: { kind: 'PARTIAL_REFUND' as const, amount: 2_000, currency: 'USD' },
    state: 'OPEN' as const,
  };
  state.offer = { ...offer, leftMs: Date.parse(deadline) - now };
  state.parts = [still];
  return offer;
}

function answerOffer(state: FakeState): OwnSteps['answerOffer'] {
  return ({ offerId, answer, door, receivedAt }) => {
    const { offer } = state;
    const recorded = () => Promise.resolve({ outcome: 'recorded' as const, answer, standing: standingOf(state) });
    const refuse = (code: Parameters<typeof refused>[0]) =>
      Promise.resolve({ ...refused(code), standing: standingOf(state) });
    if (offer?.offerId !== offerId) return refuse('OFFER_NOT_FOUND');
    // The very same again is no conflict: a task's local steps may run twice.
    if (offer.state === answer) return recorded();
    if (offer.state !== 'OPEN') return refuse('OFFER_ANSWERED');
    if (state.withdrawn) return refuse('ALREADY_WITHDRAWN');
    const late = Date.parse(receivedAt) - Date.parse(offer.deadline);
    if (door === 'TIMEOUT' && late < 0) return refuse('NOT_AWAITING_DECISION');
    if (door !== 'TIMEOUT' && late > 0) return refuse('OFFER_TOO_LATE');
    state.offer = { ...offer, state: answer };
    if (answer === 'ACCEPTED') state.withdrawn = true;
    else {
      const deadline = new Date(Date.parse(receivedAt) + offer.leftMs).toISOString();
      state.parts = state.parts.map((part) => ({ ...part, deadline }));
    }
    return recorded();
  };
}

function setDecision(state: FakeState, merchantId: string, decision: Part['decision']): void {
  state.parts = state.parts.map((part) => (part.merchantId === merchantId ? { ...part, decision } : part));
}

/** A leg takes on a state, as its channel's answer would make it. */
export function setLeg(state: FakeState, legId: string, leg: Partial<Leg>): void {
  state.legs = state.legs.map((known) => (known.legId === legId ? { ...known, ...leg } : known));
}

function recordDecision(state: FakeState): OwnSteps['recordDecision'] {
  return ({ merchantId, outcome, door, receivedAt }) => {
    const part = state.parts.find((known) => known.merchantId === merchantId);
    const refuse = (code: Parameters<typeof refused>[0]) =>
      Promise.resolve({ ...refused(code), standing: standingOf(state) });
    if (part === undefined) return refuse('MERCHANT_NOT_ASKED');
    if (state.withdrawn) return refuse('ALREADY_WITHDRAWN');
    // The very same again is no conflict: a task's local steps may run twice.
    if (part.decision === outcome) {
      return Promise.resolve({ outcome: 'recorded', decision: outcome, standing: standingOf(state) });
    }
    if (part.decision !== 'PENDING') return refuse('ALREADY_DECIDED');
    if (state.offer?.state === 'OPEN') return refuse('NOT_AWAITING_DECISION');
    const late = Date.parse(receivedAt) - Date.parse(part.deadline ?? receivedAt);
    if (door === 'TIMEOUT' && late < 0) return refuse('NOT_AWAITING_DECISION');
    if (door !== 'TIMEOUT' && late > 0) return refuse('DECISION_TOO_LATE');
    const decision = outcome === 'BY_POLICY' ? BY_POLICY[part.onTimeout] : outcome;
    setDecision(state, merchantId, decision);
    return Promise.resolve({ outcome: 'recorded', decision, standing: standingOf(state) });
  };
}

/**
 * Others have given back all but this of a leg, minor units: the books put a leg for the rest in its place, or none.
 */
export function giveElsewhere(state: FakeState, legId: string, rest: number): void {
  state.legs = state.legs.flatMap((leg) => {
    if (leg.legId !== legId) return [leg];
    return rest === 0 ? [] : [{ ...plannedLeg(`${legId}-rest`, rest), tenderId: leg.tenderId }];
  });
}

function refundOf({ legs }: FakeState): number {
  return legs.reduce((sum, { amount }) => sum + amount, 0);
}

/** What failed, or came back, goes by a payout through another channel. */
function reroute(state: FakeState): void {
  const payout = (leg: Leg): Leg => ({
    ...plannedLeg(`${leg.legId}-payout`, leg.amount),
    kind: 'payout',
    channel: 'other',
  });
  state.legs = state.legs.map((leg) => (leg.state === 'FAILED' || leg.returned === true ? payout(leg) : leg));
  if (state.repair?.legs.length === 0) state.repair.legs = [payout(plannedLeg('leg-1', 10_000))];
}

function pullLever(state: FakeState): OwnSteps['pullLever'] {
  return ({ lever }) => {
    if (lever.kind === 'extendDeadline') {
      const later = (deadline: string) => new Date(Date.parse(deadline) + lever.minutes * 60_000).toISOString();
      state.parts = state.parts.map((part) =>
        part.merchantId === lever.merchantId && part.deadline !== undefined
          ? { ...part, deadline: later(part.deadline) }
          : part,
      );
    } else if (lever.kind === 'arbitrate') {
      setDecision(state, lever.merchantId, lever.ruling === 'APPROVED' ? 'APPROVED' : 'REJECTED');
    } else if (lever.kind === 'retryRefund') {
      state.legs = state.legs.map((leg) =>
        leg.legId === lever.legId ? { ...leg, legId: `${leg.legId}-again`, state: 'PLANNED' } : leg,
      );
    } else if (lever.kind === 'recordManualRefund') setLeg(state, lever.legId, { state: 'MANUAL' });
    else if (lever.kind === 'approveRoute' && lever.decision === 'APPROVED') reroute(state);
    return Promise.resolve({
      outcome: 'done',
      standing: standingOf(state),
      legs: [...state.legs],
      state: 'REFUNDING',
    });
  };
}

/**
 * A stand-in for the steps on our own database, kept in memory, for tests of the workflow alone. It knows no locks, no
 * roles and no transition table: the real book has its own tests.
 */
export function fakeBook(state: FakeState): OwnSteps {
  const answered = <T>(value: T): Promise<T> => Promise.resolve(value);
  return {
    accept: ({ cancellationId, requestHash }) => {
      const refund = refundOf(state);
      const goods = refund + state.kept.fee;
      const quote = { currency: 'USD', whole: true, units: [], goods, shipping: 0, adjustment: 0, ...state.kept };
      return answered({
        outcome: 'accepted',
        cancellationId,
        requestHash,
        state: 'AWAITING_DECISION',
        quote: { ...quote, refund, tenders: [] },
        standing: standingOf(state),
        connected: state.connected,
        repeated: false,
      });
    },
    recordDecision: recordDecision(state),
    recordRulingTimeout: ({ merchantId }) => {
      const part = state.parts.find((known) => known.merchantId === merchantId);
      const ruling = part?.arbitration?.onTimeout;
      if (state.withdrawn) return answered({ ...refused('ALREADY_WITHDRAWN'), standing: standingOf(state) });
      if (ruling === undefined || ruling === 'NEEDS_HUMAN')
        return answered({ outcome: 'person', standing: standingOf(state) });
      setDecision(state, merchantId, ruling === 'APPROVED' ? 'APPROVED' : 'REJECTED');
      return answered({ outcome: 'ruled', ruling, standing: standingOf(state) });
    },
    answerOffer: answerOffer(state),
    readStanding: () => answered(standingOf(state)),
    withdraw: () => {
      if (state.committed) return answered(refused('PAST_THE_PIVOT'));
      state.withdrawn = true;
      return answered({ outcome: 'withdrawn' });
    },
    commit: () => {
      if (state.withdrawn) return answered({ outcome: 'withdrawn' });
      if (!state.parts.some(({ decision }) => decision === 'APPROVED')) return answered({ outcome: 'nothing_left' });
      state.committed = true;
      return answered({
        ...{ outcome: 'committed', refund: refundOf(state), ...state.kept },
        ...{ whole: true, legs: [...state.legs] },
      });
    },
    refundInstead: ({ legId }) => {
      state.legs = state.legs.map((leg) =>
        leg.legId === legId ? { ...plannedLeg(`${legId}-instead`, leg.amount), tenderId: leg.tenderId } : leg,
      );
      return answered({ outcome: 'planned', legs: [...state.legs] });
    },
    ...fakeRepairSteps(state),
    readLegs: () => answered([...state.legs]),
    end: ({ outcome }) => {
      state.ended = outcome;
      return answered({ outcome });
    },
    close: () => {
      state.ended = 'CLOSED';
      return answered({ outcome: 'closed', legs: [...state.legs], refund: refundOf(state) });
    },
    prove: () => {
      state.ended = 'SETTLED';
      return answered({ outcome: 'settled', proof: 'f'.repeat(64), refund: refundOf(state) });
    },
    flag: ({ cause }) => {
      state.flags.push(cause);
      return answered({ since: SINCE });
    },
    pullLever: pullLever(state),
    recordShopStep: () => answered({ outcome: 'recorded' }),
    awaitReturn: ({ shipmentId }) => {
      const parcel = state.parcels.find((known) => known.shipmentId === shipmentId);
      if (parcel !== undefined) setDecision(state, parcel.merchantId, 'AWAITING_RETURN');
      return answered({ outcome: 'awaiting', until: state.returnUntil });
    },
    giveUpParcel: ({ shipmentId }) => {
      const parcel = state.parcels.find((known) => known.shipmentId === shipmentId);
      if (parcel !== undefined) setDecision(state, parcel.merchantId, 'NOT_STOPPED');
      state.parcels = state.parcels.filter((known) => known.shipmentId !== shipmentId);
      return answered(standingOf(state));
    },
  };
}
