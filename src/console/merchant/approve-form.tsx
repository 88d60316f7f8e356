import { type ReactNode, useState } from 'react';
import { money } from '../format/money';
import { useSpeech, useWords } from '../i18n/locale';
import { FormButtons } from './form-buttons';
import { MONEY_FORWARD } from './decision-words';
import type { FormProps } from './form-props';
import { LateDecision } from './late-decision';
import { RestockField, type Restock } from './restock-field';
import { useDecide } from './use-decide';

const WORDS = {
  en: {
    effect: (amount: string) => `Cancels what was asked for and sends ${amount} back to the customer.`,
    go: 'Approve',
    done: 'Your approval is recorded.',
  },
  zh: { effect: (amount: string) => `将按申请取消，并退还顾客 ${amount}。`, go: '同意', done: '已记录您的同意。' },
};

/** Approves all of the merchant's part. */
export function ApproveForm({ of: one, merchantId, onCancel, onDone }: FormProps): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const forward = useWords(MONEY_FORWARD);
  const [restock, setRestock] = useState<Restock>('');
  const decide = useDecide(one.cancellationId, () => onDone(words.done));
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate({ merchantId, outcome: 'APPROVED', ...(restock === '' ? {} : { restock }) });
      }}
    >
      <p>{words.effect(money({ amount: one.quote.refund, currency: one.currency }, locale))}</p>
      <p>{forward}</p>
      <RestockField value={restock} onChange={setRestock} />
      <LateDecision problem={decide.error} />
      <FormButtons label={words.go} busy={decide.isPending} onCancel={onCancel} />
    </form>
  );
}
