import type { Locale, RefusalText } from './wording';
import type { RefusalCode } from '../refusals';
import { WORDINGS } from './wordings';

/** A refusal's sentence and what its reader can do. */
export function refusalText(code: RefusalCode, locale: Locale): RefusalText {
  return WORDINGS[locale].refusals[code];
}
