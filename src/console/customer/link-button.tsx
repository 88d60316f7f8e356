import type { ReactNode } from 'react';
import { Link } from 'wouter';

const KINDS = {
  main: 'bg-sky-800 text-white hover:bg-sky-900 dark:bg-sky-300 dark:text-stone-950 dark:hover:bg-sky-200',
  quiet:
    'border border-stone-400 text-stone-900 hover:bg-stone-200 dark:border-stone-500 dark:text-stone-100 dark:hover:bg-stone-800',
} as const;

interface Props {
  readonly to: string;
  readonly kind?: keyof typeof KINDS;
  readonly children: ReactNode;
}

/** A way on that looks like what it is for: the next step. */
export function LinkButton({ to, kind = 'main', children }: Props): ReactNode {
  return (
    <Link
      href={to}
      className={`block min-h-11 rounded-md px-4 py-2.5 text-center font-medium no-underline sm:inline-block ${KINDS[kind]}`}
    >
      {children}
    </Link>
  );
}
