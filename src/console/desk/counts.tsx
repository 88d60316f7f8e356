import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useDesk } from '../api/desk';
import { useWords } from '../i18n/locale';
import { ProblemNotice } from '../parts/problem-notice';

const WORDS = {
  en: {
    label: 'In numbers',
    needsHuman: 'need a person',
    overdue: 'overdue',
    drift: 'differences',
    lateRefunds: 'with late refunds',
  },
  zh: { label: '概览', needsHuman: '需要人工', overdue: '已超时', drift: '差异', lateRefunds: '退款延迟' },
};

const WHERE = {
  needsHuman: '/desk?queue=human',
  overdue: '/desk?queue=overdue',
  drift: '/desk/drift',
  lateRefunds: '/desk?queue=late',
} as const;

/** How much waits, each number a way to its list. */
export function Counts(): ReactNode {
  const words = useWords(WORDS);
  const desk = useDesk();
  return (
    <section aria-label={words.label}>
      <ProblemNotice problem={desk.error} />
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {(Object.keys(WHERE) as (keyof typeof WHERE)[]).map((name) => (
          <li key={name}>
            <Link
              href={WHERE[name]}
              className="block rounded-lg border border-stone-300 bg-white p-3 no-underline dark:border-stone-700 dark:bg-stone-900"
            >
              <span className="block text-2xl font-semibold tabular-nums">{desk.data?.[name] ?? '–'}</span>
              <span>{words[name]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
