import type { ButtonHTMLAttributes, ReactNode } from 'react';

const KINDS = {
  main: 'bg-sky-800 text-white hover:bg-sky-900 dark:bg-sky-300 dark:text-stone-950 dark:hover:bg-sky-200',
  quiet:
    'border border-stone-400 bg-transparent text-stone-900 hover:bg-stone-200 dark:border-stone-500 dark:text-stone-100 dark:hover:bg-stone-800',
  danger: 'bg-red-800 text-white hover:bg-red-900 dark:bg-red-300 dark:text-stone-950 dark:hover:bg-red-200',
} as const;

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: keyof typeof KINDS;
  /** It is at it: no second press until it is done. */
  readonly busy?: boolean;
}

/** A button at least 44 px high. While busy it stays in the tab order and says so. */
export function Button({ kind = 'main', busy = false, onClick, className = '', ...rest }: Props): ReactNode {
  return (
    <button
      type="button"
      aria-busy={busy}
      aria-disabled={busy}
      className={`min-h-11 cursor-pointer rounded-md px-4 py-2 font-medium disabled:cursor-not-allowed disabled:opacity-60 aria-busy:opacity-60 ${KINDS[kind]} ${className}`}
      {...rest}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
