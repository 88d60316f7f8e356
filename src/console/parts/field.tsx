import { type ReactNode, useId } from 'react';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  /** Draws the input itself, with these attributes. */
  readonly children: (input: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean;
    readonly className: string;
  }) => ReactNode;
}

/** A label, its input, and what is wrong with what was put in. */
export function Field({ label, hint, problem, children }: Props): ReactNode {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note === undefined ? undefined : `${id}-note`,
        'aria-invalid': problem !== undefined,
        className:
          'min-h-11 w-full rounded-md border border-stone-500 bg-white px-3 py-2 aria-invalid:border-red-700 dark:bg-stone-900',
      })}
      {note === undefined ? null : (
        <p
          id={`${id}-note`}
          className={`mt-1 text-sm ${problem === undefined ? 'text-stone-700 dark:text-stone-300' : 'text-red-800 dark:text-red-300'}`}
        >
          {note}
        </p>
      )}
    </div>
  );
}
