import type { InputHTMLAttributes, ReactNode } from 'react';
import { Field } from '../../parts/field';

interface Props extends Pick<InputHTMLAttributes<HTMLInputElement>, 'type' | 'maxLength' | 'autoComplete'> {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** What was typed, without the spaces around it. */
  readonly onTyped: (value: string) => void;
}

/** A needed field as it stands on a label or in a message: nothing of it is capitalized. */
export function TypedField({ label, hint, onTyped, ...rest }: Props): ReactNode {
  return (
    <Field label={label} hint={hint}>
      {(input) => (
        <input
          {...input}
          {...rest}
          required
          autoCapitalize="none"
          onChange={({ target }) => onTyped(target.value.trim())}
        />
      )}
    </Field>
  );
}
