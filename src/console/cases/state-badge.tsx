import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';
import { STATE_WORDS } from './state-words';
import { wordOf } from './word-of';

const URGENT = 'border-red-800 text-red-900 dark:border-red-300 dark:text-red-200';
const WAITS = 'border-amber-800 text-amber-950 dark:border-amber-300 dark:text-amber-100';
const CALM = 'border-stone-500 text-stone-800 dark:border-stone-400 dark:text-stone-200';

const KINDS: Readonly<Record<string, string>> = {
  NEEDS_HUMAN: URGENT,
  REPAIRING: URGENT,
  ...{ AWAITING_DECISION: WAITS, OFFERED: WAITS, ARBITRATION: WAITS, AWAITING_RETURN: WAITS },
};

/** Where a cancellation stands, in words; the colour only repeats it. */
export function StateBadge({ state }: { readonly state: string }): ReactNode {
  const words = useWords(STATE_WORDS);
  return (
    <span className={`inline-block rounded-full border px-2 py-0.5 text-sm font-medium ${KINDS[state] ?? CALM}`}>
      {wordOf(words, state)}
    </span>
  );
}
