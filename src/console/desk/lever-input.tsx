import type { ReactNode } from 'react';
import type { LeverField } from '../../sdk/generated/api-types';
import { wordOf } from '../cases/word-of';
import { useWords } from '../i18n/locale';
import { Field } from '../parts/field';
import { LEVER_FIELD_WORDS } from './lever-field-words';

const TYPES = { text: 'text', number: 'number', instant: 'datetime-local' } as const;

interface Props {
  readonly field: LeverField;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What may be chosen instead of typed, as id and text. */
  readonly choices?: readonly (readonly [string, string])[];
}

/** One field of a lever. */
export function LeverInput({ field, value, onChange, choices }: Props): ReactNode {
  const words = useWords(LEVER_FIELD_WORDS);
  const options = choices ?? field.values?.map((each) => [each, wordOf(words, each)] as const);
  return (
    <Field label={wordOf(words, field.name)}>
      {(input) =>
        field.type === 'choice' || options !== undefined ? (
          <select {...input} required={field.required} value={value} onChange={({ target }) => onChange(target.value)}>
            <option value="">–</option>
            {options?.map(([id, text]) => (
              <option key={id} value={id}>
                {text}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...input}
            type={TYPES[field.type]}
            required={field.required}
            autoComplete="off"
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Field>
  );
}
