import type { CancellationView } from '../cancellation-view';
import type { Audience, Locale } from './wording';
import { WORDINGS } from './wordings';
import { detailsOf } from './details';
import { factsOf } from './facts';

export interface Explanation {
  /** Who acts, until when, and what happens if nobody does. */
  readonly headline: string;
  readonly details: readonly string[];
}

/**
 * Where a cancellation stands, in one sentence and a few lines: the same for
 * console, command line, webhook and tracker.
 */
export function explain(view: CancellationView, locale: Locale, audience: Audience): Explanation {
  const wording = WORDINGS[locale];
  const sentence = wording.headlines[view.state][audience];
  return {
    headline: typeof sentence === 'string' ? sentence : sentence(factsOf(view, wording)),
    details: detailsOf(view, { wording, audience }),
  };
}
