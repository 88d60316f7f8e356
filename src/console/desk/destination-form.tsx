import { type ReactNode, useRef, useState } from 'react';
import type { PayoutDestination, PayoutDestinationRequest } from '../../sdk/generated/api-types';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Field } from '../parts/field';
import { ProblemNotice } from '../parts/problem-notice';
import { useAddDestination } from './add-destination';
import { DestinationField } from './destination-field';
import { DESTINATION_WORDS } from './destination-words';
import { wrongField } from './wrong-field';

const WORDS = {
  en: {
    effect: 'It is stored sealed. Only its last four characters are shown again, and nothing is paid by recording it.',
    kind: 'Paid as',
    name: 'Whose account it is',
    iban: 'IBAN',
    bic: 'BIC (optional)',
    balanceId: 'The shop’s id of the balance',
    wrong: 'This is not right. Ask the customer again where a check digit is wrong.',
    go: 'Record it',
  },
  zh: {
    effect: '加密保存，之后仅显示末四位。登记本身不会付款。',
    kind: '收款方式',
    name: '户名',
    iban: 'IBAN',
    bic: 'BIC（选填）',
    balanceId: '店铺的余额编号',
    wrong: '此项有误。校验位不符时，请再次向顾客确认。',
    go: '登记',
  },
};

type Kind = PayoutDestination['kind'];

const FIELDS = { BANK_ACCOUNT: ['name', 'iban', 'bic'], STORE_CREDIT: ['balanceId'] } as const;
const MOST = { name: 70, iban: 42, bic: 11, balanceId: 64 } as const;

interface Props {
  readonly orderId: string;
  readonly onDone: () => void;
}

/** Takes where money may go. */
export function DestinationForm({ orderId, onDone }: Props): ReactNode {
  const words = useWords(WORDS);
  const kinds = useWords(DESTINATION_WORDS);
  const form = useRef<HTMLFormElement>(null);
  const [kind, setKind] = useState<Kind>('BANK_ACCOUNT');
  const { add, renew } = useAddDestination(orderId, {
    read: () => destinationOf(kind, form.current ?? undefined),
    onDone: () => {
      form.current?.reset();
      setKind('BANK_ACCOUNT');
      onDone();
    },
  });
  const wrong = wrongField(add.error);
  return (
    <form
      ref={form}
      autoComplete="off"
      className="grid gap-3"
      onChange={renew}
      onSubmit={(event) => {
        event.preventDefault();
        if (!add.isPending) add.mutate();
      }}
    >
      <p>{words.effect}</p>
      <Field label={words.kind}>
        {(input) => (
          <select {...input} value={kind} onChange={({ target }) => setKind(target.value as Kind)}>
            {Object.entries(kinds).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {FIELDS[kind].map((name) => (
        <DestinationField
          key={name}
          name={name}
          label={words[name]}
          most={MOST[name]}
          required={name !== 'bic'}
          problem={wrong === name ? words.wrong : undefined}
        />
      ))}
      <ProblemNotice problem={add.error} />
      <div>
        <Button type="submit" busy={add.isPending}>
          {words.go}
        </Button>
      </div>
    </form>
  );
}

/** What stands in the inputs now. */
function destinationOf(kind: Kind, form: HTMLFormElement | undefined): PayoutDestinationRequest {
  const typed = new FormData(form);
  const text = (name: string) => {
    const value = typed.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  if (kind === 'STORE_CREDIT') return { kind, balanceId: text('balanceId') };
  const bic = text('bic').toUpperCase();
  return { kind, name: text('name'), iban: text('iban'), ...(bic === '' ? {} : { bic }) };
}
