import type { ReactNode } from 'react';

interface Props {
  readonly title?: string;
  readonly children: ReactNode;
}

/** One thing with a heading of its own. */
export function Card({ title, children }: Props): ReactNode {
  return (
    <section className="rounded-lg border border-stone-300 bg-white p-4 dark:border-stone-700 dark:bg-stone-900">
      {title === undefined ? null : <h2 className="mb-2 text-lg font-semibold">{title}</h2>}
      {children}
    </section>
  );
}
