import type { CorrectionCause, CreditNoteTender } from './credit-note';
import { sum, type Minor } from './money';

/** Money of a cancellation that came back, or came in too late, oldest first where there are several. */
export interface Repaired {
  /** The leg that came back, or the capture that came too late. */
  readonly subject: string;
  readonly kind: 'RETURNED' | 'LATE_MONEY';
  /** The authorization that such a capture came from, where it is known. */
  readonly authorizationId: string | null;
}

/** A leg of the cancellation, all of them final, as a note would name it. */
export interface FinalLeg {
  readonly legId: string;
  /** Another leg's id, or of nobody that is known here: then others have given the money back. */
  readonly replacedBy: string | null;
  readonly purpose: 'CANCELLATION' | 'REPAIR';
  readonly captureId: string | null;
  readonly authorizationId: string | null;
  readonly tender: CreditNoteTender;
}

export interface DueCorrection {
  readonly cause: CorrectionCause;
  readonly subject: string;
  /** What is credited beyond the notes before, minor units; below zero where it was too much. */
  readonly amount: Minor;
  readonly tenders: readonly CreditNoteTender[];
}

/**
 * What the credit note of a cancellation doesn't say of its money, once all of it is final: late money that was paid
 * back on top, and a refund that came back and was not paid again in full. Where the note names an authorization as
 * released, and it was captured all the same, the note has credited that amount already. `noted`: there is a note.
 */
export function correctionsDue(
  repaired: readonly Repaired[],
  { legs, noted }: { readonly legs: readonly FinalLeg[]; readonly noted: boolean },
): DueCorrection[] {
  const released = noted ? releasedOf(legs) : new Map<string, Minor>();
  const subjects = repaired.map(({ subject }) => subject);
  return repaired.flatMap((repair): DueCorrection[] => {
    const first = firstLegOf(repair, legs);
    if (first === undefined) return [];
    const others = subjects.filter((subject) => subject !== repair.subject);
    const last = endOf(first, legs, others);
    const paid = last?.tender.amount ?? 0;
    const stated = repair.kind === 'RETURNED' ? first.tender.amount : takeReleased(released, repair, paid);
    if (paid === stated) return [];
    const cause = repair.kind === 'RETURNED' ? 'MONEY_RETURNED' : 'LATE_MONEY';
    const tenders = last === undefined ? [] : [last.tender];
    return [{ cause, subject: repair.subject, amount: paid - stated, tenders }];
  });
}

/** What the note names as released, by authorization. */
function releasedOf(legs: readonly FinalLeg[]): Map<string, Minor> {
  const voids = legs.filter(({ tender, purpose, replacedBy }) => {
    return tender.kind === 'void' && purpose === 'CANCELLATION' && replacedBy === null;
  });
  const ids = [...new Set(voids.flatMap(({ authorizationId }) => authorizationId ?? []))];
  const amountOf = (id: string): Minor =>
    sum(voids.filter(({ authorizationId }) => authorizationId === id).map(({ tender }) => tender.amount));
  return new Map(ids.map((id) => [id, amountOf(id)]));
}

function takeReleased(released: Map<string, Minor>, { authorizationId }: Repaired, paid: Minor): Minor {
  if (authorizationId === null) return 0;
  const left = released.get(authorizationId) ?? 0;
  const taken = Math.min(left, paid);
  released.set(authorizationId, left - taken);
  return taken;
}

function firstLegOf({ kind, subject }: Repaired, legs: readonly FinalLeg[]): FinalLeg | undefined {
  return kind === 'RETURNED'
    ? legs.find(({ legId }) => legId === subject)
    : legs.find(({ purpose, captureId }) => purpose === 'REPAIR' && captureId === subject);
}

/**
 * The leg that paid in the end, or came back in its turn, which is a repair of its own; none
 * where others have given the money back.
 */
function endOf(first: FinalLeg, legs: readonly FinalLeg[], others: readonly string[]): FinalLeg | undefined {
  const { legId, replacedBy } = first;
  if (replacedBy === null || others.includes(legId)) return first;
  const next = legs.find((leg) => leg.legId === replacedBy);
  return next === undefined ? undefined : endOf(next, legs, others);
}
