import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';

const WORDS = { en: 'Loading…', zh: '正在加载…' };

/** Something is being read. */
export function Waiting(): ReactNode {
  return <p role="status">{useWords(WORDS)}</p>;
}
