import type { ReactNode } from 'react';

const KINDS = {
  info: 'border-sky-700 bg-sky-50 text-sky-950 dark:bg-sky-950 dark:text-sky-100',
  good: 'border-emerald-700 bg-emerald-50 text-emerald-950 dark:bg-emerald-950 dark:text-emerald-100',
  warning: 'border-amber-700 bg-amber-50 text-amber-950 dark:bg-amber-950 dark:text-amber-100',
  bad: 'border-red-700 bg-red-50 text-red-950 dark:bg-red-950 dark:text-red-100',
} as const;

interface Props {
  readonly kind?: keyof typeof KINDS;
  /** Read out at once: for what the reader's own act led to. */
  readonly urgent?: boolean;
  readonly children: ReactNode;
}

/** What the reader must not miss; the words carry it, not the colour. */
export function Notice({ kind = 'info', urgent = false, children }: Props): ReactNode {
  return (
    <div role={urgent ? 'alert' : 'status'} className={`rounded-md border-l-4 p-3 ${KINDS[kind]}`}>
      {children}
    </div>
  );
}
