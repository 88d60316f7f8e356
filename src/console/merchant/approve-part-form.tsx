import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/locale';
import { Field } from '../parts/field';
import { FormButtons } from './form-buttons';
import { MONEY_FORWARD } from './decision-words';
import type { FormProps } from './form-props';
import { LateDecision } from './late-decision';
import { RestockField, type Restock } from './restock-field';
import { useDecide } from './use-decide';

const WORDS = {
  en: {
    effect: 'Cancels what you choose here; the rest is rejected and goes ahead. Only what is cancelled is refunded.',
    of: (title: string, most: number) => `${title} (of ${most})`,
    none: 'Choose at least one unit. To cancel nothing, reject the request.',
    go: 'Approve this part',
    done: 'Your approval of a part is recorded.',
  },
  zh: {
    effect: '仅取消您在此选择的部分；其余部分视为拒绝，继续履行。只退还已取消部分的款项。',
    of: (title: string, most: number) => `${title}（共 ${most} 件）`,
    none: '请至少选择一件。如不取消任何商品，请选择拒绝。',
    go: '同意此部分',
    done: '已记录您的部分同意。',
  },
};

/** Approves some units of the merchant's part; the rest of it is rejected. */
export function ApprovePartForm({ of: one, merchantId, onCancel, onDone }: FormProps): ReactNode {
  const words = useWords(WORDS);
  const forward = useWords(MONEY_FORWARD);
  const [restock, setRestock] = useState<Restock>('');
  const [quantities, setQuantities] = useState<Readonly<Record<string, number>>>({});
  const [isTried, setTried] = useState(false);
  const decide = useDecide(one.cancellationId, () => onDone(words.done));
  const { units } = one;
  const lines = units
    .map(({ lineId }) => ({ lineId, quantity: quantities[lineId] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (lines.length === 0) return;
        decide.mutate({ merchantId, outcome: 'APPROVED', lines, ...(restock === '' ? {} : { restock }) });
      }}
    >
      <p>{words.effect}</p>
      {units.map(({ lineId, title, quantity }, index) => (
        <Field
          key={lineId}
          label={words.of(title, quantity)}
          problem={isTried && lines.length === 0 && index === 0 ? words.none : undefined}
        >
          {(input) => (
            <input
              {...input}
              type="number"
              min={0}
              max={quantity}
              step={1}
              required
              value={quantities[lineId] ?? 0}
              onChange={({ target }) => setQuantities({ ...quantities, [lineId]: target.valueAsNumber || 0 })}
            />
          )}
        </Field>
      ))}
      <p>{forward}</p>
      <RestockField value={restock} onChange={setRestock} />
      <LateDecision problem={decide.error} />
      <FormButtons label={words.go} busy={decide.isPending} onCancel={onCancel} />
    </form>
  );
}
