import type { ReactNode } from 'react';
import { REJECTION_WORDS } from '../cases/rejection-words';
import { useWords } from '../i18n/locale';
import { Field } from '../parts/field';

const WORDS = {
  en: { reason: 'Reason', message: 'Message to the customer (optional)', hint: 'The customer reads it word for word.' },
  zh: { reason: '理由', message: '给顾客的留言（选填）', hint: '顾客会看到原文。' },
};

const LONGEST = 500;

export interface Rejection {
  readonly rejectionReason: string;
  readonly message: string;
}

interface Props {
  readonly value: Rejection;
  readonly onChange: (value: Rejection) => void;
}

/** Why it is rejected: a coded reason, and a word to the customer. */
export function RejectionFields({ value, onChange }: Props): ReactNode {
  const words = useWords(WORDS);
  const reasons = useWords(REJECTION_WORDS);
  return (
    <>
      <Field label={words.reason}>
        {(input) => (
          <select
            {...input}
            value={value.rejectionReason}
            onChange={({ target }) => onChange({ ...value, rejectionReason: target.value })}
          >
            {Object.entries(reasons).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.message} hint={words.hint}>
        {(input) => (
          <textarea
            {...input}
            rows={3}
            maxLength={LONGEST}
            value={value.message}
            onChange={({ target }) => onChange({ ...value, message: target.value })}
          />
        )}
      </Field>
    </>
  );
}
