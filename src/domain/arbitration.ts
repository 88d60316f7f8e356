import type { CancellationState } from './cancellation';
import type { ArbitrationTimeout, Policy, TimeoutOutcome } from './policy';
import { refused, type Refusal } from './refusals';
import type { CancellationRequest } from './request';

/** Until when an escalated part is to be ruled on, and what its policy says of silence. */
export interface ArbitrationClock {
  /** ISO 8601. */
  readonly until: string;
  readonly onTimeout: ArbitrationTimeout;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Three days, where a policy says nothing. */
const ARBITRATION_MS = 72 * HOUR_MS;

/** Seven days (WeChat Store's time to dispute a rejection), where a policy says nothing. */
const ESCALATION_WINDOW_MINUTES = 7 * 24 * 60;

/** The arbiter's clock for a part that is escalated at `from` (R26: arbitration has a clock of its own); wall time. */
export function arbitrationClock(
  { arbitrationMs = ARBITRATION_MS, onArbitrationTimeout = 'NEEDS_HUMAN' }: Policy,
  from: Date,
): ArbitrationClock {
  return { until: new Date(from.getTime() + arbitrationMs).toISOString(), onTimeout: onArbitrationTimeout };
}

/**
 * Until when a rejection may be escalated (R26); undefined: never. Of several merchants who rejected, the shortest window holds: what is
 * escalated is the whole request.
 */
export function escalationUntil(policies: readonly Policy[], rejectedAt: Date): Date | undefined {
  const windows = policies.map(({ escalationWindowMinutes = ESCALATION_WINDOW_MINUTES }) => escalationWindowMinutes);
  const shortest = Math.min(...windows);
  if (windows.length === 0 || shortest === 0) return undefined;
  return new Date(rejectedAt.getTime() + shortest * MINUTE_MS);
}

/** It has gone on to its money and holds the order no more: what was rejected of it may be taken to arbitration. */
export const COMMITTED_STATES: readonly CancellationState[] = ['CLOSED', 'SETTLED', 'REPAIRING'];

/** What decides whether a cancellation, or what was rejected of it, may be taken to arbitration. */
export interface Rejection {
  readonly state: CancellationState;
  /** Policies of the merchants who rejected, as they were when it was asked for. */
  readonly policies: readonly Policy[];
  /** The last rejection; absent where there is none. */
  readonly rejectedAt?: Date;
  /** It takes another one to arbitration itself. */
  readonly isEscalation: boolean;
  /** The cancellation that has taken it there before. */
  readonly escalatedBy?: string;
}

/**
 * May a rejection be taken to arbitration, and until when? At the very end of its window it still may. Refused with ESCALATION_NOT_POSSIBLE (nothing
 * was rejected, the rest is not on its way yet, an arbiter has ruled, or no policy opens a window), ALREADY_ESCALATED (the details name the new one) or
 * ESCALATION_WINDOW_PASSED.
 */
export function mayEscalate(
  { state, policies, rejectedAt, isEscalation, escalatedBy }: Rejection,
  now: Date,
): { readonly outcome: 'allowed'; readonly until: Date } | Refusal {
  const until = rejectedAt === undefined ? undefined : escalationUntil(policies, rejectedAt);
  const isOver = state === 'REJECTED' || COMMITTED_STATES.includes(state);
  if (!isOver || isEscalation || until === undefined) return refused('ESCALATION_NOT_POSSIBLE', { state });
  if (escalatedBy !== undefined) return refused('ALREADY_ESCALATED', { cancellationId: escalatedBy });
  if (now.getTime() > until.getTime()) return refused('ESCALATION_WINDOW_PASSED', { until: until.toISOString() });
  return { outcome: 'allowed', until };
}

/** The escalated part whose clock runs out first; those without a clock come last. */
export function nextRuling<P extends { readonly decision: string; readonly arbitration?: ArbitrationClock }>(
  parts: readonly P[],
): P | undefined {
  return parts
    .filter(({ decision }) => decision === 'ESCALATED')
    .sort((a, b) => ((a.arbitration?.until ?? '~') < (b.arbitration?.until ?? '~') ? -1 : 1))[0];
}

const AS_TIMEOUT: Readonly<Partial<Record<ArbitrationTimeout, TimeoutOutcome>>> = {
  APPROVED: 'APPROVE',
  UPHELD: 'REJECT',
};

/** The arbiter's clock as a view tells it; `onTimeout` is left out where a person is called. Empty where none runs. */
export function rulingClock(clock: ArbitrationClock | undefined): {
  readonly deadline?: string;
  readonly onTimeout?: TimeoutOutcome;
} {
  if (clock === undefined) return {};
  const onTimeout = AS_TIMEOUT[clock.onTimeout];
  return { deadline: clock.until, ...(onTimeout === undefined ? {} : { onTimeout }) };
}

/** What of a request an escalation takes over from the rejected one, or from what was rejected of it; the rest is the caller's. */
export type Escalated = Pick<CancellationRequest, 'orderId' | 'selection' | 'reason' | 'initiator'> & {
  /** How often it was tried before and denied: a new try needs a new key. */
  readonly denied: number;
};
