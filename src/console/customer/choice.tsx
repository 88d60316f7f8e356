import type { ReactNode } from 'react';

interface Props {
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

/** One of several, as large as a finger. */
export function Choice({ name, isChosen, onChoose, children }: Props): ReactNode {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md border border-stone-400 bg-white px-3 py-2 has-checked:border-sky-800 has-checked:ring-1 has-checked:ring-sky-800 dark:border-stone-500 dark:bg-stone-900 dark:has-checked:border-sky-300 dark:has-checked:ring-sky-300">
      <input
        type="radio"
        name={name}
        checked={isChosen}
        onChange={onChoose}
        className="size-5 accent-sky-800 dark:accent-sky-300"
      />
      <span>{children}</span>
    </label>
  );
}
