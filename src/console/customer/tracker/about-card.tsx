import type { ReactNode } from 'react';
import type { Case } from '../../api/case';
import { money } from '../../format/money';
import { useSpeech, useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';

const WORDS = { en: { title: 'What it is about' }, zh: { title: '涉及的商品' } };

/** The items of the request. */
export function AboutCard({ view: { units, currency } }: { readonly view: Case }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  if (units.length === 0) return null;
  return (
    <Card title={words.title}>
      <ul className="divide-y divide-stone-200 dark:divide-stone-700">
        {units.map(({ lineId, merchantId, title, quantity, amount }) => (
          <li key={`${lineId} ${merchantId}`} className="flex gap-3 py-2">
            <span className="min-w-0 flex-1 wrap-anywhere">
              {quantity} × {title}
            </span>
            <span className="tabular-nums">{money({ amount, currency }, locale)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
