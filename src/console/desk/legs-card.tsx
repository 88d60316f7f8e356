import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import { money } from '../format/money';
import { day } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';
import { LEG_WORDS } from './leg-words';

const WORDS = {
  en: {
    title: 'Refunds',
    reference: 'Provider’s reference',
    expected: (day: string) => `The customer should have it by ${day}`,
    late: 'late',
    replaced: (id: string) => `Replaced by ${id}`,
    told: 'The customer reads',
  },
  zh: {
    title: '退款',
    reference: '渠道单号',
    expected: (day: string) => `顾客应在 ${day} 前收到`,
    late: '已延迟',
    replaced: (id: string) => `已由 ${id} 替代`,
    told: '顾客看到',
  },
};

/** Each way that money goes back, and how it stands. */
export function LegsCard({ of: { legs, currency } }: { readonly of: Case }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const { kinds, states } = useWords(LEG_WORDS);
  if (legs.length === 0) return null;
  return (
    <Card title={words.title}>
      <ul className="grid gap-3">
        {legs.map((leg) => (
          <li key={leg.legId} className="border-t border-stone-300 pt-2 break-words dark:border-stone-700">
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="font-medium">
                {kinds[leg.kind]} · {leg.channel}
              </span>
              <span className="tabular-nums">{money({ amount: leg.amount, currency }, locale)}</span>
            </p>
            <p>
              {states[leg.state]}
              {leg.late === true ? ` (${words.late})` : ''}
            </p>
            <p className="text-sm">
              {words.told}: {leg.text}
            </p>
            <ul className="text-sm text-stone-700 dark:text-stone-300">
              {leg.providerRef === undefined ? null : (
                <li className="break-all">
                  {words.reference} {leg.providerRef}
                </li>
              )}
              {leg.expectedBy === undefined ? null : <li>{words.expected(day(leg.expectedBy, locale))}</li>}
              {leg.replacedBy === undefined ? null : <li className="break-all">{words.replaced(leg.replacedBy)}</li>}
              <li className="break-all">{leg.legId}</li>
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}
