import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useCancellationsOf } from '../../api/cancellations';
import { dateTime } from '../../format/time';
import { useSpeech, useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import { ProblemNotice } from '../../parts/problem-notice';

const WORDS = { en: { title: 'Your requests' }, zh: { title: '您的申请' } };

/** What was asked for of this order so far, each with the way to its tracker. */
export function CancellationsCard({ orderId }: { readonly orderId: string }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const list = useCancellationsOf(orderId);
  if (list.isError) return <ProblemNotice problem={list.error} />;
  if (list.data === undefined) return null;
  // What was refused at once was answered at once, where it was asked.
  const requests = list.data.filter(({ state }) => state !== 'DENIED');
  if (requests.length === 0) return null;
  return (
    <Card title={words.title}>
      <ul className="divide-y divide-stone-200 dark:divide-stone-700">
        {requests.map(({ cancellationId, headline, requestedAt }) => (
          <li key={cancellationId} className="py-2">
            <Link href={`/c/${cancellationId}`} className="block py-1">
              {headline}
            </Link>
            <p className="text-sm text-stone-700 dark:text-stone-300">{dateTime(requestedAt, locale)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
