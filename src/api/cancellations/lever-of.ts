import type { AnyLever, LeverKind } from '../../domain/lever';
import { invalidRequest } from '../problem/invalid-request';
import { LEVER_BODIES } from './acts.schemas';

/** A lever, and what was written to it, which goes nowhere but into the database. */
export interface AskedLever {
  readonly lever: AnyLever;
  readonly note?: string;
}

/**
 * The lever that path and body mean together.
 * @throws Problem INVALID_REQUEST for a body that belongs to another lever.
 */
export function leverOf(kind: LeverKind, body: object): AskedLever {
  const read = LEVER_BODIES[kind].safeParse(body);
  if (!read.success) throw invalidRequest(read.error.issues);
  const { note, ...asked } = read.data as { readonly note?: string };
  const lever = { kind, ...asked } as AnyLever;
  return note === undefined ? { lever } : { lever, note };
}
