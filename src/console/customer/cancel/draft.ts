import { useCallback, useState } from 'react';
import type { Reason, Selection } from '../../api/orders';
import type { Line } from '../order/order-lines';

/** What was chosen so far. Kept until it is sent: going back, a lost network or a new sign-in loses nothing. */
export interface Draft {
  readonly isWhole: boolean;
  /** Of each line, where not all is wanted. */
  readonly quantities: Readonly<Record<string, number>>;
  readonly reason?: Reason;
}

const NOTHING: Draft = { isWhole: true, quantities: {} };

const keyOf = (orderId: string) => `rescind.draft.${orderId}`;

/** The draft of one order's request; `keep` with undefined forgets it. */
export function useDraft(orderId: string): readonly [Draft, (draft: Draft | undefined) => void] {
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = sessionStorage.getItem(keyOf(orderId));
    return kept === null ? NOTHING : (JSON.parse(kept) as Draft);
  });
  const keep = useCallback(
    (next: Draft | undefined) => {
      if (next === undefined) sessionStorage.removeItem(keyOf(orderId));
      else sessionStorage.setItem(keyOf(orderId), JSON.stringify(next));
      setDraft(next ?? NOTHING);
    },
    [orderId],
  );
  return [draft, keep];
}

/** How many of a line are chosen: never more than are left by now. */
export function chosenOf({ quantities }: Draft, { lineId, left }: Line): number {
  return Math.min(quantities[lineId] ?? 0, left);
}

/** The draft as the API takes it; undefined where nothing is chosen. */
export function selectionOf(draft: Draft, lines: readonly Line[]): Selection | undefined {
  if (draft.isWhole) return { kind: 'ORDER' };
  const chosen = lines
    .map((line) => ({ lineId: line.lineId, quantity: chosenOf(draft, line) }))
    .filter(({ quantity }) => quantity > 0);
  return chosen.length === 0 ? undefined : { kind: 'LINES', lines: chosen };
}
