import type { Lever, LeverKind } from '../../domain/lever';
import { invalidRequest } from '../problem/invalid-request';
import { LEVER_BODIES } from './acts.schemas';

/**
 * The lever that path and body mean together.
 * @throws Problem INVALID_REQUEST for a body that belongs to another lever.
 */
export function leverOf(kind: LeverKind, body: object): Lever {
  const read = LEVER_BODIES[kind].safeParse(body);
  if (!read.success) throw invalidRequest(read.error.issues);
  return { kind, ...read.data } as Lever;
}
