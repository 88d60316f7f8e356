import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';

/**
 * Types of failures, stable: DATABASE_UNAVAILABLE passes and is tried again; the others a person must look at, since a
 * retry meets the same. INVARIANT_VIOLATED: the database refused what breaks a rule. STEP_FAULT: a fault of our own.
 * CHANNEL_UNKNOWN: a leg's channel is not set up. CHANNEL_AWAY: its provider's list can't be had, or it answers no
 * question, so that nothing is compared. PEER_REFUSED_*: the other side does not take us as we are set up.
 */
type FailureType =
  | 'DATABASE_UNAVAILABLE'
  | 'INVARIANT_VIOLATED'
  | 'STEP_FAULT'
  | 'CHANNEL_UNKNOWN'
  | 'CHANNEL_AWAY'
  | 'PEER_REFUSED_CREDENTIALS'
  | 'PEER_REFUSED_REQUEST';

/**
 * SQLSTATE classes and codes of a database that is away, full, in recovery or in conflict with itself, or just migrated
 * (0A000): PostgreSQL, appendix A.
 */
const PASSING_SQLSTATE = /^(08|53|57P|40001|40P01|55P03|57014|0A000)/;
const SQLSTATE = /^[0-9A-Z]{5}$/;
const PASSING_SYSTEM_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
];
/** What the driver says without a code when its pool is exhausted or its connection broke. */
const PASSING_MESSAGES =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/;

interface Coded {
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly name?: unknown;
}

/** Runs a step; what it throws becomes a failure with a stable type and a sentence without personal data. */
export async function withFailures<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw toFailure(error);
  }
}

/** A failure as history shows it. Cancellation and failures stay as they are. */
export function toFailure(error: unknown): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  const { code, constraint, name } = (error ?? {}) as Coded;
  const text = typeof code === 'string' ? code : '';
  const message = error instanceof Error ? error.message : '';
  if (name === 'AdapterFault') return lasting(text as FailureType, message);
  if (isPassing(error, text, message)) {
    return failure('DATABASE_UNAVAILABLE', 'The database does not answer now; the step is tried again.', false);
  }
  if (SQLSTATE.test(text)) {
    const rule = typeof constraint === 'string' ? constraint : text;
    return lasting('INVARIANT_VIOLATED', `The database refused what would break a rule: ${rule}.`);
  }
  // A plain Error is our own sentence of ids and states; what the language throws may quote data.
  const isOurs = error instanceof Error && error.constructor === Error;
  return withStack(lasting('STEP_FAULT', isOurs ? message : `A fault in a step: ${String(name)}.`), error);
}

/** The channel that a leg names is not set up here. */
export function channelUnknown(channel: string): ApplicationFailure {
  return lasting('CHANNEL_UNKNOWN', `No refund channel ${channel} is set up on this worker.`);
}

/** A channel's provider can't be compared now: the next pass does it, over the time of this one too. */
export function channelAway(channel: string, said = 'it answers nothing'): ApplicationFailure {
  return lasting(
    'CHANNEL_AWAY',
    `Channel ${channel} can’t be compared now, the next pass takes this time too: ${said}.`,
  );
}

function isPassing(error: unknown, code: string, message: string): boolean {
  if (PASSING_SYSTEM_CODES.includes(code) || PASSING_MESSAGES.test(message)) return true;
  if (error instanceof AggregateError)
    return error.errors.some((one) => PASSING_SYSTEM_CODES.includes((one as { code: string }).code));
  return SQLSTATE.test(code) && PASSING_SQLSTATE.test(code);
}

function lasting(type: FailureType, message: string): ApplicationFailure {
  return failure(type, message, true);
}

function failure(type: FailureType, message: string, nonRetryable: boolean): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable });
}

/** Where it happened, without the message that a stack begins with. */
function withStack(made: ApplicationFailure, error: unknown): ApplicationFailure {
  const frames = error instanceof Error ? /\n\s+at [\s\S]*/.exec(error.stack ?? '')?.[0] : undefined;
  if (frames !== undefined) made.stack = `${made.name}: ${made.message}${frames}`;
  return made;
}
