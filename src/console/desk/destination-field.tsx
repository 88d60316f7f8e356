import type { ReactNode } from 'react';
import { Field } from '../parts/field';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly most: number;
  readonly required: boolean;
  readonly problem: string | undefined;
}

/** An input that the browser keeps to itself: not completed, not spell-checked by a service, and in no state of the page. */
export function DestinationField({ name, label, most, required, problem }: Props): ReactNode {
  return (
    <Field label={label} problem={problem}>
      {(input) => (
        <input
          {...input}
          name={name}
          required={required}
          maxLength={most}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
    </Field>
  );
}
