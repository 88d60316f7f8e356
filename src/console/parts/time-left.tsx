import { type ReactNode, useEffect, useState } from 'react';
import { dateTime, span } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { serverNow } from './server-clock';

const WORDS = {
  en: { left: 'left', until: 'until', over: 'Time is up since' },
  zh: { left: '剩余', until: '截至', over: '已超时，截止时间' },
};

const SAID_AT = [10, 5, 1];

/** Counts down by the server's clock. It is read out only at 10, 5 and 1 minutes: a clock that speaks each second helps nobody. */
export function TimeLeft({ deadline }: { readonly deadline: string }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = Date.parse(deadline) - now;
  const minutes = Math.ceil(left / 60_000);
  const text =
    left <= 0
      ? `${words.over} ${dateTime(deadline, locale)}`
      : `${span(left, locale)} ${words.left} (${words.until} ${dateTime(deadline, locale)})`;
  return (
    <>
      <span role="timer" className="tabular-nums">
        {text}
      </span>
      <span role="status" className="sr-only">
        {SAID_AT.includes(minutes) ? text : ''}
      </span>
    </>
  );
}
