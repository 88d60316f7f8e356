import type { ReactNode } from 'react';
import { useAct } from '../../api/use-act';
import { useWords } from '../../i18n/locale';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/problem-notice';
import { TypedField } from './typed-field';

/** Which order, and who says that it is theirs. */
export interface Sought {
  readonly shopId: string;
  readonly orderId: string;
  readonly email: string;
}

const WORDS = {
  en: {
    shop: 'Shop',
    shopHint: 'The shop’s code, as in its messages',
    order: 'Order number',
    email: 'E-mail address of the order',
    send: 'Send me a code',
  },
  zh: {
    shop: '店铺',
    shopHint: '店铺代码，见店铺消息',
    order: '订单号',
    email: '订单预留的邮箱',
    send: '发送验证码',
  },
};

interface Props {
  readonly sought: Sought;
  readonly isShopKnown: boolean;
  readonly onChange: (sought: Sought) => void;
  readonly onSent: () => void;
}

/** Asks for a code. The answer is the same whether or not there is such an order. */
export function AskForCode({ sought, isShopKnown, onChange, onSent }: Props): ReactNode {
  const words = useWords(WORDS);
  const ask = useAct<Sought, unknown>({ path: '/v1/guest-codes', changes: ['guest-codes'], onDone: onSent });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ask.isPending) ask.mutate(sought);
      }}
    >
      {isShopKnown ? null : (
        <TypedField
          label={words.shop}
          hint={words.shopHint}
          maxLength={64}
          value={sought.shopId}
          onTyped={(shopId) => onChange({ ...sought, shopId })}
        />
      )}
      <TypedField
        label={words.order}
        maxLength={64}
        value={sought.orderId}
        onTyped={(orderId) => onChange({ ...sought, orderId })}
      />
      <TypedField
        label={words.email}
        type="email"
        maxLength={254}
        autoComplete="email"
        value={sought.email}
        onTyped={(email) => onChange({ ...sought, email })}
      />
      <ProblemNotice problem={ask.error} />
      <Button type="submit" busy={ask.isPending}>
        {words.send}
      </Button>
    </form>
  );
}
