import type { ReactNode } from 'react';
import { money } from '../../format/money';
import { useSpeech, useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import type { Line } from './order-lines';

const WORDS = {
  en: {
    title: 'What you ordered',
    left: (left: number, quantity: number) => (left === quantity ? 'may be cancelled' : `${left} may be cancelled`),
    fixed: 'can’t be cancelled',
    cancelling: (count: number) => `${count} being cancelled`,
    cancelled: (count: number) => `${count} cancelled`,
    none: 'The shop sent no list of items for this order.',
  },
  zh: {
    title: '订购的商品',
    left: (left: number, quantity: number) => (left === quantity ? '可取消' : `${left} 件可取消`),
    fixed: '不可取消',
    cancelling: (count: number) => `${count} 件取消中`,
    cancelled: (count: number) => `${count} 件已取消`,
    none: '店铺未提供此订单的商品清单。',
  },
};

interface Props {
  readonly lines: readonly Line[];
  readonly currency: string;
}

/** What was ordered, and what of it may still be cancelled. */
export function LinesCard({ lines, currency }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  return (
    <Card title={words.title}>
      {lines.length === 0 ? <p>{words.none}</p> : null}
      <ul className="divide-y divide-stone-200 dark:divide-stone-700">
        {lines.map(({ lineId, title, quantity, left, cancelling, cancelled, amount }) => (
          <li key={lineId} className="flex gap-3 py-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium wrap-anywhere">
                {quantity} × {title}
              </p>
              <p className="text-sm text-stone-700 dark:text-stone-300">
                {[
                  ...(left > 0 ? [words.left(left, quantity)] : []),
                  ...(cancelling > 0 ? [words.cancelling(cancelling)] : []),
                  ...(cancelled > 0 ? [words.cancelled(cancelled)] : []),
                  ...(left + cancelling + cancelled === 0 ? [words.fixed] : []),
                ].join(' · ')}
              </p>
            </div>
            <p className="tabular-nums">{money({ amount, currency }, locale)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
