import type { Locale, Wording } from './wording';
import { EN } from './en/wording';
import { ZH } from './zh/wording';

/** Every language there is. */
export const WORDINGS: Readonly<Record<Locale, Wording>> = { en: EN, zh: ZH };
