import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { DriftCase } from '../../sdk/generated/api-types';
import { ROLE_WORDS } from '../cases/role-words';
import { wordOf } from '../cases/word-of';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { DRIFT_WORDS } from './drift-words';
import { DriftSides } from './drift-sides';
import { ResolutionForm } from './resolution-form';

const WORDS = {
  en: {
    books: 'our own books',
    opened: (at: string) => `Opened ${at}`,
    seen: (at: string) => `last seen ${at}`,
    closed: (at: string) => `gone since ${at}`,
    to: 'To the cancellation',
    found: (who: string, at: string) => `${who} found out at ${at}:`,
  },
  zh: {
    books: '我方账目',
    opened: (at: string) => `发现于 ${at}`,
    seen: (at: string) => `最近一次 ${at}`,
    closed: (at: string) => `已于 ${at} 消失`,
    to: '查看取消',
    found: (who: string, at: string) => `${who} 于 ${at} 查明：`,
  },
};

interface Props {
  readonly of: DriftCase;
  readonly mayResolve: boolean;
}

/** One difference: what, both sides, since when, and what was found out. */
export function DriftRow({ of: one, mayResolve }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const roles = useWords(ROLE_WORDS);
  const [what, toDo] = useWords<(typeof DRIFT_WORDS)['en' | 'zh']>(DRIFT_WORDS)[one.kind];
  const { resolution, closedAt, cancellationId } = one;
  const times = [
    words.opened(dateTime(one.openedAt, locale)),
    closedAt === undefined ? words.seen(dateTime(one.seenAt, locale)) : words.closed(dateTime(closedAt, locale)),
  ];
  return (
    <li className="grid min-w-0 gap-2 rounded-lg border border-stone-300 bg-white p-4 dark:border-stone-700 dark:bg-stone-900">
      <h2 className="text-lg font-semibold">{what}</h2>
      <p>{toDo}</p>
      <p className="text-sm break-all">
        {one.channel === 'books' ? words.books : one.channel} · {one.subject}
      </p>
      <DriftSides ours={one.ours} theirs={one.theirs} />
      <p className="text-sm text-stone-700 dark:text-stone-300">{times.join(', ')}</p>
      {cancellationId === undefined ? null : (
        <Link href={`/desk/c/${encodeURIComponent(cancellationId)}`}>{words.to}</Link>
      )}
      {resolution === undefined ? null : (
        <div className="break-words">
          <p className="text-sm">
            {words.found(`${wordOf(roles, resolution.by.role)} ${resolution.by.id}`, dateTime(resolution.at, locale))}
          </p>
          <p>{resolution.note}</p>
        </div>
      )}
      {mayResolve && resolution === undefined && closedAt === undefined ? <ResolutionForm caseId={one.caseId} /> : null}
    </li>
  );
}
