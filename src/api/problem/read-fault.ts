import { HttpException } from '@nestjs/common';
import { RescindUnavailable } from '../../client/rescind-unavailable';
import { Problem } from './problem';
import type { ProblemCode } from './problem-codes';

const DATABASE_RETRY_MS = 2_000;

/**
 * Node's codes of a connection that can't be had or broke, and PostgreSQL's classes 08 (connection), 57P0x (shutting
 * down), 53300 (too many).
 */
const DATABASE_DOWN = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|ENETUNREACH|08\w{3}|57P0[0-5]|53300)$/;
/** What `pg` says without a code. */
const DATABASE_LOST =
  /(connection terminated|timeout exceeded when trying to connect|client has encountered a connection error)/i;

/** Reads whatever was thrown as a problem; what nobody expected is INTERNAL_ERROR, with the cause for the log alone. */
export function readFault(fault: unknown): Problem {
  if (fault instanceof Problem) return fault;
  if (fault instanceof RescindUnavailable) {
    const code = fault.part === 'WORKER' ? 'WORKER_UNAVAILABLE' : 'TEMPORAL_UNAVAILABLE';
    return new Problem(code, { retryAfterMs: fault.retryAfterMs, cause: fault });
  }
  if (isDatabaseDown(fault))
    return new Problem('DATABASE_UNAVAILABLE', { retryAfterMs: DATABASE_RETRY_MS, cause: fault });
  if (isUnstorable(fault)) return new Problem('INVALID_REQUEST', { cause: fault });
  const code = codeOfStatus(statusOf(fault));
  return code === undefined ? new Problem('INTERNAL_ERROR', { cause: fault }) : new Problem(code, { cause: fault });
}

/** By shape, not by class: what Node's own sockets throw may come from another realm. */
function isDatabaseDown(fault: unknown): boolean {
  if (typeof fault !== 'object' || fault === null) return false;
  const { code, message, errors } = fault as { code?: unknown; message?: unknown; errors?: unknown };
  if (typeof code === 'string' && DATABASE_DOWN.test(code)) return true;
  if (Array.isArray(errors)) return errors.some(isDatabaseDown);
  return typeof message === 'string' && DATABASE_LOST.test(message);
}

/** A text that PostgreSQL can't hold, wherever it came in: it has a NUL in it, or half a character. */
function isUnstorable(fault: unknown): boolean {
  const { code } = (fault ?? {}) as { code?: unknown };
  return code === '22021' || code === '22P05';
}

/** The status that Nest, or the body's parser, gave its error. */
function statusOf(fault: unknown): number | undefined {
  if (fault instanceof HttpException) return fault.getStatus();
  const { status, expose } = (fault ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : undefined;
}

function codeOfStatus(status: number | undefined): ProblemCode | undefined {
  switch (status) {
    case 404:
      return 'ROUTE_NOT_FOUND';
    case 413:
      return 'BODY_TOO_LARGE';
    case 400:
    case 415:
      return 'BODY_UNREADABLE';
    default:
      return undefined;
  }
}
