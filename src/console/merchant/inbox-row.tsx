import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CaseItem } from '../api/case';
import { ClockLine } from '../cases/clock-line';
import { REASON_WORDS } from '../cases/reason-words';
import { StateBadge } from '../cases/state-badge';
import { wordOf } from '../cases/word-of';
import { money } from '../format/money';
import { useSpeech, useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import type { Outcome } from './outcome';

const WORDS = {
  en: {
    order: (id: string) => `Order ${id}`,
    choose: (id: string) => `Select order ${id}`,
    units: (count: number, whole: boolean) =>
      `${count} ${count === 1 ? 'unit' : 'units'}${whole ? ', whole order' : ''}`,
    back: (amount: string) => `${amount} back to the customer`,
    approve: 'Approve',
    reject: 'Reject',
  },
  zh: {
    order: (id: string) => `订单 ${id}`,
    choose: (id: string) => `选择订单 ${id}`,
    units: (count: number, whole: boolean) => `${count} 件${whole ? '，整单' : ''}`,
    back: (amount: string) => `退还顾客 ${amount}`,
    approve: '同意',
    reject: '拒绝',
  },
};

interface Props {
  readonly item: CaseItem;
  readonly isChosen: boolean;
  readonly onToggle: ((cancellationId: string) => void) | undefined;
  readonly onAsk: ((outcome: Outcome, item: CaseItem) => void) | undefined;
}

/** One request: how long there is, what it is about, what it costs, and the two answers. */
export function InboxRow({ item, isChosen, onToggle, onAsk }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const reasons = useWords(REASON_WORDS);
  const { cancellationId, orderId } = item;
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-2 rounded-lg border border-stone-300 bg-white p-4 focus-within:border-sky-700 md:grid-cols-[auto_1fr_1fr_auto] md:items-center dark:border-stone-700 dark:bg-stone-900">
      {onToggle === undefined ? (
        <span />
      ) : (
        <label className="flex size-11 cursor-pointer items-center justify-center">
          <input
            type="checkbox"
            className="size-5"
            aria-label={words.choose(orderId)}
            checked={isChosen}
            onChange={() => onToggle(cancellationId)}
          />
        </label>
      )}
      <div className="grid min-w-0 gap-1">
        <h2 className="text-lg font-semibold">
          <Link
            data-row-link
            href={`/inbox/${encodeURIComponent(cancellationId)}`}
            className="inline-flex min-h-11 items-center break-all"
          >
            {words.order(orderId)}
          </Link>
        </h2>
        {onAsk === undefined ? (
          <p>
            <StateBadge state={item.state} /> <span className="mt-1 block">{item.headline}</span>
          </p>
        ) : (
          <ClockLine deadline={item.deadline} onTimeout={item.onTimeout} />
        )}
      </div>
      <div className="col-start-2 grid min-w-0 gap-1 md:col-start-3">
        <p>
          {wordOf(reasons, item.reason)} · {words.units(item.unitCount, item.whole)}
        </p>
        <p className="font-medium">{words.back(money({ amount: item.refund, currency: item.currency }, locale))}</p>
      </div>
      {onAsk === undefined ? null : (
        <div className="col-span-2 flex flex-wrap items-center gap-2 md:col-span-1 md:col-start-4">
          <Button aria-label={`${words.approve}: ${words.order(orderId)}`} onClick={() => onAsk('APPROVED', item)}>
            {words.approve}
          </Button>
          <Button
            kind="quiet"
            aria-label={`${words.reject}: ${words.order(orderId)}`}
            onClick={() => onAsk('REJECTED', item)}
          >
            {words.reject}
          </Button>
        </div>
      )}
    </li>
  );
}
