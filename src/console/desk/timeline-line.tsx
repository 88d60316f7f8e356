import type { ReactNode } from 'react';
import type { Entry } from '../api/timeline';
import { REASON_WORDS } from '../cases/reason-words';
import { REJECTION_WORDS } from '../cases/rejection-words';
import { ROLE_WORDS } from '../cases/role-words';
import { wordOf } from '../cases/word-of';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { CODE_WORDS } from './code-words';
import { factsOf } from './event-facts';
import { EVENT_WORDS } from './event-words';
import { FACT_WORDS } from './fact-words';
import { LEVER_WORDS } from './lever-words';

const WORDS = {
  en: { ...REJECTION_WORDS.en, ...REASON_WORDS.en, ...CODE_WORDS.en, ...LEVER_WORDS.en },
  zh: { ...REJECTION_WORDS.zh, ...REASON_WORDS.zh, ...CODE_WORDS.zh, ...LEVER_WORDS.zh },
};

interface Props {
  readonly entry: Entry;
  readonly currency: string;
}

/** One thing that happened: what, why, who did it, when. */
export function TimelineLine({ entry, currency }: Props): ReactNode {
  const { locale } = useSpeech();
  const events = useWords(EVENT_WORDS);
  const roles = useWords(ROLE_WORDS);
  const labels = useWords(FACT_WORDS);
  const colon = useWords({ en: ': ', zh: '：' });
  const words = useWords(WORDS);
  const { at, actor, event, reason } = entry;
  const facts = factsOf(entry, { currency, locale });
  return (
    <li className="border-l-4 border-stone-400 pl-3 break-words dark:border-stone-600">
      <p className="font-medium">
        {wordOf(events, event)}
        {reason === undefined ? '' : colon + wordOf(words, reason)}
      </p>
      {facts.length === 0 ? null : (
        <p className="text-sm break-words">
          {facts.map(({ name, text }) => wordOf(labels, name) + colon + wordOf(words, text)).join(' · ')}
        </p>
      )}
      <p className="text-sm text-stone-700 dark:text-stone-300">
        <time dateTime={at}>{dateTime(at, locale)}</time> · {wordOf(roles, actor.role)}
        {actor.role === 'system' ? '' : ` ${actor.id}`}
      </p>
    </li>
  );
}
