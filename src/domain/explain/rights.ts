import type { CancellationView } from '../cancellation-view';
import { formatInstant } from './instant';
import type { Wording } from './wording';

/** Why merchants said no, by their codes; nothing once somebody else has decided for them. */
export function rejectionLines({ parts }: CancellationView, wording: Wording): string[] {
  const reasons = parts.flatMap(({ decision, rejectionReason: reason }) =>
    decision !== 'REJECTED' || reason === undefined || reason === 'OTHER' ? [] : [wording.rejectionReasons[reason]],
  );
  return [...new Set(reasons)].map((reason) => wording.rejectedFor(reason));
}

/** A right to withdraw, and the way to arbitration: what may be done, what was done. */
export function rightsLines({ state, statutory, escalation = {} }: CancellationView, wording: Wording): string[] {
  const { allowedUntil, escalatedBy, escalates, reopened, reopens } = escalation;
  const mayEscalate = state === 'REJECTED' ? wording.mayEscalate : wording.mayEscalateRest;
  return [
    ...(statutory === true ? [wording.statutory] : []),
    ...(escalates === undefined ? [] : [(reopens === true ? wording.reopens : wording.escalates)(escalates)]),
    ...(escalatedBy === undefined ? [] : [(reopened === true ? wording.reopenedBy : wording.escalatedBy)(escalatedBy)]),
    ...(allowedUntil === undefined ? [] : [mayEscalate(formatInstant(allowedUntil))]),
  ];
}
