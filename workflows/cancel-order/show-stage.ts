import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { CancellationView } from '../../src/domain/cancellation-view';
import { explainMarkdown } from '../../src/domain/explain/explain-markdown';
import { SEARCH_ATTRIBUTES } from '../../temporal-config/search-attributes';

/** Search attributes for the list, current details for the page; nothing is upserted that was shown before. */
export function showStage(shown: { published: string }, view: CancellationView, merchant?: string): void {
  const { state, waitingOn, deadline } = view;
  setCurrentDetails(explainMarkdown(view, 'en'));
  // The clock of a parcel on its way back is shown, and is no reason to show once
  // more what was shown before it had one.
  const published = [state, waitingOn, state === 'AWAITING_RETURN' ? undefined : deadline].join('|');
  if (published === shown.published) return;
  shown.published = published;
  upsertSearchAttributes([
    { key: SEARCH_ATTRIBUTES.stage, value: state },
    { key: SEARCH_ATTRIBUTES.waitingOn, value: waitingOn },
    { key: SEARCH_ATTRIBUTES.needsHuman, value: state === 'NEEDS_HUMAN' },
    { key: SEARCH_ATTRIBUTES.deadline, value: deadline === undefined ? null : new Date(deadline) },
    ...(merchant === undefined ? [] : [{ key: SEARCH_ATTRIBUTES.merchantId, value: merchant }]),
    ...(waitingOn === 'NONE' ? [{ key: SEARCH_ATTRIBUTES.outcome, value: state }] : []),
  ]);
}
