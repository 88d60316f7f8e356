import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';
import { Field } from '../parts/field';

const WORDS = {
  en: {
    label: 'What becomes of the stock',
    '': 'As your policy says',
    RELEASE: 'Sell it again at once',
    RETURN_TO_SHELF: 'Back on the shelf once it is here',
    WRITE_OFF: 'Write it off',
  },
  zh: {
    label: '库存处理',
    '': '按您的规则',
    RELEASE: '立即恢复可售',
    RETURN_TO_SHELF: '退回后重新上架',
    WRITE_OFF: '报损',
  },
};

const CHOICES = ['', 'RELEASE', 'RETURN_TO_SHELF', 'WRITE_OFF'] as const;
export type Restock = (typeof CHOICES)[number];

interface Props {
  readonly value: Restock;
  readonly onChange: (value: Restock) => void;
}

/** The merchant's own choice, in place of its policy's. */
export function RestockField({ value, onChange }: Props): ReactNode {
  const words = useWords(WORDS);
  return (
    <Field label={words.label}>
      {(input) => (
        <select {...input} value={value} onChange={({ target }) => onChange(target.value as Restock)}>
          {CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {words[choice]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
