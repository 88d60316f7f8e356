import { type RefObject, useEffect, useRef } from 'react';
import { areKeysOn } from './keys-on';
import type { Outcome } from './outcome';

interface Acts {
  readonly onDecide: (outcome: Outcome, index: number) => void;
  readonly onToggle: (index: number) => void;
}

/**
 * J and K walk the rows of a list, A and R ask to approve or reject the row that has the focus, X marks it; Enter opens it, as it does any
 * link. Nothing happens while somebody types, while a dialog is open, or with another key held.
 */
export function useInboxKeys(list: RefObject<HTMLUListElement | null>, acts: Acts): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (list.current === null || isForSomethingElse(event)) return;
      const rows = [...list.current.children];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      if (!act(event.key.toLowerCase(), { rows, at, acts: latest.current })) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [list]);
}

interface Where {
  readonly rows: readonly Element[];
  /** -1: on none of them. */
  readonly at: number;
  readonly acts: Acts;
}

/** True where the key means something here. */
function act(key: string, { rows, at, acts }: Where): boolean {
  if (key === 'j') focusRow(rows[Math.min(at + 1, rows.length - 1)]);
  else if (key === 'k') focusRow(rows[Math.max(at - 1, 0)]);
  else if (at < 0) return false;
  else if (key === 'a') acts.onDecide('APPROVED', at);
  else if (key === 'r') acts.onDecide('REJECTED', at);
  else if (key === 'x') acts.onToggle(at);
  else return false;
  return true;
}

function focusRow(row: Element | undefined): void {
  row?.querySelector<HTMLElement>('[data-row-link]')?.focus();
}

function isForSomethingElse({ target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  const isTyping = target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select');
  return isTyping || ctrlKey || metaKey || altKey || isComposing || !areKeysOn() || isDialogOpen();
}

function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
