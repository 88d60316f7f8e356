import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { speak } from '../api/call';
import { firstLocale, keepLocale, type Locale, SpeechContext } from './locale';

function use(locale: Locale): void {
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
  speak(locale);
}

/** Keeps the language of page and API the same. */
export function SpeechProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const [locale, setLocale] = useState<Locale>(() => {
    const first = firstLocale();
    use(first);
    return first;
  });
  const choose = useCallback(
    (next: Locale) => {
      keepLocale(next);
      use(next);
      setLocale(next);
      // What the API said was said in the other language.
      void client.invalidateQueries();
    },
    [client],
  );
  const speech = useMemo(() => ({ locale, choose }), [locale, choose]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}
