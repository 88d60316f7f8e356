import { type ReactNode, useEffect } from 'react';
import { LOCALES, type Locale, useSpeech, useWords } from '../i18n/locale';
import { OfflineBanner } from './offline-banner';

interface Props {
  readonly title: string;
  /** How many wait for the reader: said before the title in the window's own, so that it is seen from another window. */
  readonly waiting?: string | undefined;
  /** Next to the title: links to other pages, who is signed in. */
  readonly aside?: ReactNode;
  /** Desks are wide; what customers see is a column. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

const WORDS = { en: { skip: 'Skip to content', language: 'Language' }, zh: { skip: '跳到正文', language: '语言' } };

/** What every page has: a title, the language, the network's state, and a way past it all by keyboard. */
export function Page({ title, waiting, aside, wide = false, children }: Props): ReactNode {
  const { locale, choose } = useSpeech();
  const words = useWords(WORDS);
  useEffect(() => {
    document.title = `${waiting === undefined ? '' : `(${waiting}) `}${title} · Rescind`;
  }, [title, waiting]);
  return (
    <>
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:m-2 focus:bg-white focus:p-2">
        {words.skip}
      </a>
      <OfflineBanner />
      <header className="border-b border-stone-300 dark:border-stone-700">
        <div className={`mx-auto flex flex-wrap items-center gap-3 p-4 ${wide ? 'max-w-6xl' : 'max-w-xl'}`}>
          <h1 className="mr-auto min-w-0 text-xl break-words font-semibold">{title}</h1>
          {aside}
          <label className="text-sm">
            <span className="sr-only">{words.language}</span>
            <select
              value={locale}
              onChange={(event) => choose(event.target.value as Locale)}
              className="min-h-11 rounded-md border border-stone-400 bg-transparent px-2 dark:bg-stone-900"
            >
              {Object.entries(LOCALES).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={`mx-auto grid gap-4 p-4 ${wide ? 'max-w-6xl' : 'max-w-xl'}`}>
        {children}
      </main>
    </>
  );
}
