import { createContext, useContext } from 'react';

export type Locale = 'en' | 'zh';

export const LOCALES: Readonly<Record<Locale, string>> = { en: 'English', zh: '中文' };

const KEPT = 'rescind.locale';

/** The language that was chosen here before, else the browser's, else English. */
export function firstLocale(): Locale {
  const kept = localStorage.getItem(KEPT) ?? navigator.language;
  return kept.startsWith('zh') ? 'zh' : 'en';
}

export function keepLocale(locale: Locale): void {
  localStorage.setItem(KEPT, locale);
}

export interface Speech {
  readonly locale: Locale;
  readonly choose: (locale: Locale) => void;
}

export const SpeechContext = createContext<Speech>({ locale: 'en', choose: () => undefined });

/** The language in use, and how to choose the other. */
export function useSpeech(): Speech {
  return useContext(SpeechContext);
}

/** The words of one place in the language in use: a catalogue says each in every language. */
export function useWords<Words>(catalogue: Readonly<Record<Locale, Words>>): Words {
  return catalogue[useSpeech().locale];
}
