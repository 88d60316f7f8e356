import type { Locale, StuckText } from './wording';
import type { StuckCause } from '../cancellation-view';
import { WORDINGS } from './wordings';

/** Why a person must look, and which lever helps. */
export function stuckText(cause: StuckCause, locale: Locale): StuckText {
  return WORDINGS[locale].stuck[cause];
}
