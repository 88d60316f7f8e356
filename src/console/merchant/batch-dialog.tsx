import type { ReactNode } from 'react';
import type { CaseItem } from '../api/case';
import { useAct } from '../api/use-act';
import { CASES } from '../api/use-case';
import { money } from '../format/money';
import { useSpeech, useWords } from '../i18n/locale';
import { Dialog } from '../parts/dialog';
import type { Decided, BatchAnswer } from './batch-results';
import { DecisionForm } from './decision-form';
import { MONEY_FORWARD } from './decision-words';
import type { Outcome } from './outcome';

const WORDS = {
  en: {
    title: { APPROVED: 'Approve', REJECTED: 'Reject' },
    one: (order: string) => `Order ${order}`,
    many: (count: number) => `${count} requests`,
    effect: {
      APPROVED: (amounts: string) => `Cancels what was asked for and sends ${amounts} back to the customer.`,
      REJECTED: () => 'The order goes ahead and no money moves. The customer reads the reason.',
    },
    and: ' and ',
  },
  zh: {
    title: { APPROVED: '同意', REJECTED: '拒绝' },
    one: (order: string) => `订单 ${order}`,
    many: (count: number) => `${count} 个申请`,
    effect: {
      APPROVED: (amounts: string) => `将按申请取消，并退还顾客 ${amounts}。`,
      REJECTED: () => '订单继续履行，资金不动。顾客会看到理由。',
    },
    and: '、',
  },
};

export interface Asked {
  readonly outcome: Outcome;
  readonly items: readonly CaseItem[];
}

interface Props {
  readonly asked: Asked | undefined;
  readonly merchantId: string;
  readonly onClose: () => void;
  readonly onDecided: (decided: Decided) => void;
}

/** Says what the answer leads to, for one request or several, and asks once. */
export function BatchDialog({ asked, merchantId, onClose, onDecided }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const forward = useWords(MONEY_FORWARD);
  const items = asked?.items ?? [];
  const decide = useAct<object, BatchAnswer>({
    path: '/v1/decisions/batch',
    changes: CASES,
    onDone: ({ results }) => onDecided({ outcome: asked?.outcome ?? 'APPROVED', items, results }),
  });
  const [first] = items;
  const about = items.length === 1 && first !== undefined ? words.one(first.orderId) : words.many(items.length);
  const close = () => {
    decide.reset();
    onClose();
  };
  return (
    <Dialog
      title={asked === undefined ? '' : `${words.title[asked.outcome]}: ${about}`}
      open={asked !== undefined}
      onClose={close}
    >
      {asked === undefined ? null : (
        <DecisionForm
          outcome={asked.outcome}
          busy={decide.isPending}
          problem={decide.error}
          onCancel={close}
          onSubmit={(said) =>
            decide.mutate({
              decisions: items.map(({ cancellationId }) => ({
                ...{ cancellationId, merchantId, outcome: asked.outcome },
                ...said,
              })),
            })
          }
        >
          <p>
            {words.effect[asked.outcome](
              totals(items)
                .map((one) => money(one, locale))
                .join(words.and),
            )}
          </p>
          {asked.outcome === 'APPROVED' ? <p>{forward}</p> : null}
        </DecisionForm>
      )}
    </Dialog>
  );
}

/** What comes back in all, by currency. */
function totals(items: readonly CaseItem[]) {
  const currencies = [...new Set(items.map(({ currency }) => currency))];
  return currencies.map((currency) => ({
    currency,
    amount: items.filter((item) => item.currency === currency).reduce((sum, { refund }) => sum + refund, 0),
  }));
}
