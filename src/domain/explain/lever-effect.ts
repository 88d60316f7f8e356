import type { LeverKind } from '../lever';
import { EN_LEVER_EFFECTS } from './en/lever-effects';
import type { Locale } from './wording';
import { ZH_LEVER_EFFECTS } from './zh/lever-effects';

const EFFECTS: Readonly<Record<Locale, Readonly<Record<LeverKind, string>>>> = {
  en: EN_LEVER_EFFECTS,
  zh: ZH_LEVER_EFFECTS,
};

/** What pulling a lever does, in one sentence that is read before it is pulled. */
export function leverEffect(kind: LeverKind, locale: Locale): string {
  return EFFECTS[locale][kind];
}
