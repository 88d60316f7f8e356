import { type ReactNode, useState } from 'react';
import { CASES, casePath } from '../api/use-case';
import { useAct } from '../api/use-act';
import { useWords } from '../i18n/locale';
import { Field } from '../parts/field';
import { FormButtons } from './form-buttons';
import type { FormProps } from './form-props';
import { LateDecision } from './late-decision';

const WORDS = {
  en: {
    effect: 'Your deadline moves, once. The customer reads the new one.',
    minutes: (most: number) => `Minutes more (${most} at most)`,
    go: 'Take more time',
    done: 'Your deadline was moved.',
  },
  zh: {
    effect: '您的时限将延长一次。顾客会看到新的时限。',
    minutes: (most: number) => `延长分钟数（最多 ${most}）`,
    go: '延长时限',
    done: '时限已延长。',
  },
};

/** Puts off the merchant's own deadline, as far as its policy lets it. */
export function ExtensionForm({ of: { cancellationId, parts }, merchantId, onCancel, onDone }: FormProps): ReactNode {
  const words = useWords(WORDS);
  const most = parts.find((part) => part.merchantId === merchantId)?.extendable?.minutes ?? 0;
  const [minutes, setMinutes] = useState(most);
  const extend = useAct({
    path: casePath(cancellationId, '/extension'),
    changes: CASES,
    onDone: () => onDone(words.done),
  });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        extend.mutate({ merchantId, minutes });
      }}
    >
      <p>{words.effect}</p>
      <Field label={words.minutes(most)}>
        {(input) => (
          <input
            {...input}
            type="number"
            min={1}
            max={most}
            step={1}
            required
            value={Number.isNaN(minutes) ? '' : minutes}
            onChange={({ target }) => setMinutes(target.valueAsNumber)}
          />
        )}
      </Field>
      <LateDecision problem={extend.error} />
      <FormButtons label={words.go} busy={extend.isPending} onCancel={onCancel} />
    </form>
  );
}
