import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CaseItem } from '../api/case';
import { ClockLine } from '../cases/clock-line';
import { REASON_WORDS } from '../cases/reason-words';
import { StateBadge } from '../cases/state-badge';
import { wordOf } from '../cases/word-of';
import { money } from '../format/money';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';

const WORDS = {
  en: {
    order: (id: string) => `Order ${id}`,
    asked: (at: string) => `Asked ${at}`,
    units: (count: number) => `${count} ${count === 1 ? 'unit' : 'units'}`,
  },
  zh: {
    order: (id: string) => `订单 ${id}`,
    asked: (at: string) => `申请于 ${at}`,
    units: (count: number) => `${count} 件`,
  },
};

/** One cancellation: why it waits, on whom, until when. */
export function DeskRow({ item }: { readonly item: CaseItem }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const reasons = useWords(REASON_WORDS);
  const amount = money({ amount: item.refund, currency: item.currency }, locale);
  return (
    <li className="grid gap-1 rounded-lg border border-stone-300 bg-white p-4 dark:border-stone-700 dark:bg-stone-900">
      <div className="flex flex-wrap items-center gap-x-3">
        <h2 className="text-lg font-semibold">
          <Link
            href={`/desk/c/${encodeURIComponent(item.cancellationId)}`}
            className="inline-flex min-h-11 items-center break-all"
          >
            {words.order(item.orderId)}
          </Link>
        </h2>
        <StateBadge state={item.state} />
      </div>
      <p>{item.headline}</p>
      <ClockLine deadline={item.deadline} onTimeout={item.onTimeout} />
      <p className="text-sm text-stone-700 dark:text-stone-300">
        {[
          wordOf(reasons, item.reason),
          words.units(item.unitCount),
          amount,
          words.asked(dateTime(item.requestedAt, locale)),
        ].join(' · ')}
      </p>
    </li>
  );
}
