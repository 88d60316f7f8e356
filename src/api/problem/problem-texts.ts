import { refusalText } from '../../domain/explain/refusals';
import type { Locale, RefusalText } from '../../domain/explain/wording';
import { HTTP_PROBLEM_TEXTS } from './http-problem-texts';
import type { HttpProblemCode, ProblemCode } from './problem-codes';

/** A code's sentence and what to do. */
export function textOf(code: ProblemCode, locale: Locale): RefusalText {
  const texts: Partial<Record<ProblemCode, RefusalText>> = HTTP_PROBLEM_TEXTS[locale];
  return texts[code] ?? refusalText(code as Exclude<ProblemCode, HttpProblemCode>, locale);
}
