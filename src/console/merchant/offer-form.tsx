import { type ReactNode, useState } from 'react';
import type { OfferKind } from '../api/case';
import { CASES, casePath } from '../api/use-case';
import { useAct } from '../api/use-act';
import { useWords } from '../i18n/locale';
import { Field } from '../parts/field';
import { amountTyped } from './amount-typed';
import { FormButtons } from './form-buttons';
import type { FormProps } from './form-props';
import { LateDecision } from './late-decision';
import { OFFER_WORDS } from './offer-words';

const WORDS = {
  en: {
    effect:
      'The customer may accept, and then keeps the order and you owe what you offer; or decline, and you decide. Your clock stands still meanwhile. There is one offer for each request.',
    kind: 'What you offer',
    amount: (currency: string) => `Amount in ${currency}`,
    optional: (currency: string) => `Amount in ${currency} (optional)`,
    bad: 'Write an amount above zero, such as 12.50.',
    note: 'Message to the customer (optional)',
    go: 'Send the offer',
    done: 'Your offer is with the customer.',
  },
  zh: {
    effect:
      '顾客可以接受：保留订单，由您兑现方案；也可以谢绝：仍由您决定。期间您的时限暂停。每个申请只能提出一次方案。',
    kind: '方案',
    amount: (currency: string) => `金额（${currency}）`,
    optional: (currency: string) => `金额（${currency}，选填）`,
    bad: '请填写大于零的金额，例如 12.50。',
    note: '给顾客的留言（选填）',
    go: '发送方案',
    done: '方案已发送给顾客。',
  },
};

/** Offers the customer something to keep the order. */
export function OfferForm({ of: { cancellationId, currency }, merchantId, onCancel, onDone }: FormProps): ReactNode {
  const words = useWords(WORDS);
  const kinds = useWords(OFFER_WORDS);
  const [typed, setTyped] = useState({ kind: 'PARTIAL_REFUND' as OfferKind, amount: '', note: '' });
  const [isTried, setTried] = useState(false);
  const offer = useAct({ path: casePath(cancellationId, '/offers'), changes: CASES, onDone: () => onDone(words.done) });
  const amount = amountTyped(typed.amount, currency);
  const isNeeded = typed.kind === 'PARTIAL_REFUND';
  const isBad = typed.amount.trim() === '' ? isNeeded : amount === undefined || amount === 0;
  const submit = () => {
    setTried(true);
    if (isBad) return;
    const note = typed.note.trim();
    const terms = { kind: typed.kind, ...(amount === undefined ? {} : { amount, currency }) };
    offer.mutate({ merchantId, terms, ...(note === '' ? {} : { note }) });
  };
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{words.effect}</p>
      <Field label={words.kind}>
        {(input) => (
          <select
            {...input}
            value={typed.kind}
            onChange={({ target }) => setTyped({ ...typed, kind: target.value as OfferKind })}
          >
            {Object.entries(kinds).map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={isNeeded ? words.amount(currency) : words.optional(currency)}
        problem={isTried && isBad ? words.bad : undefined}
      >
        {(input) => (
          <input
            {...input}
            inputMode="decimal"
            autoComplete="off"
            value={typed.amount}
            onChange={({ target }) => setTyped({ ...typed, amount: target.value })}
          />
        )}
      </Field>
      <Field label={words.note}>
        {(input) => (
          <textarea
            {...input}
            rows={3}
            maxLength={500}
            value={typed.note}
            onChange={({ target }) => setTyped({ ...typed, note: target.value })}
          />
        )}
      </Field>
      <LateDecision problem={offer.error} />
      <FormButtons label={words.go} busy={offer.isPending} onCancel={onCancel} />
    </form>
  );
}
