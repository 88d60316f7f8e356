import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';
import { DecisionForm } from './decision-form';
import type { FormProps } from './form-props';
import { useDecide } from './use-decide';

const WORDS = {
  en: {
    effect: 'The order goes ahead and no money moves. The customer reads the reason.',
    done: 'Your rejection is recorded.',
  },
  zh: { effect: '订单继续履行，资金不动。顾客会看到理由。', done: '已记录您的拒绝。' },
};

/** Rejects the merchant's part. */
export function RejectForm({ of: { cancellationId }, merchantId, onCancel, onDone }: FormProps): ReactNode {
  const words = useWords(WORDS);
  const decide = useDecide(cancellationId, () => onDone(words.done));
  return (
    <DecisionForm
      outcome="REJECTED"
      busy={decide.isPending}
      problem={decide.error}
      onCancel={onCancel}
      onSubmit={(said) => decide.mutate({ merchantId, outcome: 'REJECTED', ...said })}
    >
      <p>{words.effect}</p>
    </DecisionForm>
  );
}
