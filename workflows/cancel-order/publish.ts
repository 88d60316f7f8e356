import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { CancellationState, WaitingOn } from '../../src/domain/cancellation';
import { explainMarkdown } from '../../src/domain/explain/explain-markdown';
import { SEARCH_ATTRIBUTES } from '../../temporal-config/search-attributes';
import type { Run } from './run';
import { viewOf } from './view';

export interface Stage {
  readonly state: CancellationState;
  readonly waitingOn: WaitingOn;
}

/**
 * Tells where the run stands: search attributes for the list, current details for the page. Called when the run begins to wait
 * on somebody and at its end, so that at most one upsert falls into a workflow task.
 */
export function publish(run: Run, { state, waitingOn }: Stage): void {
  run.state = state;
  run.waitingOn = waitingOn;
  const view = viewOf(run);
  setCurrentDetails(explainMarkdown(view, 'en'));
  const published = [state, waitingOn, view.deadline].join('|');
  if (published === run.published) return;
  run.published = published;
  const merchant = run.standing.parts[0]?.merchantId;
  upsertSearchAttributes([
    { key: SEARCH_ATTRIBUTES.stage, value: state },
    { key: SEARCH_ATTRIBUTES.waitingOn, value: waitingOn },
    { key: SEARCH_ATTRIBUTES.needsHuman, value: state === 'NEEDS_HUMAN' },
    { key: SEARCH_ATTRIBUTES.deadline, value: view.deadline === undefined ? null : new Date(view.deadline) },
    ...(merchant === undefined ? [] : [{ key: SEARCH_ATTRIBUTES.merchantId, value: merchant }]),
    ...(waitingOn === 'NONE' ? [{ key: SEARCH_ATTRIBUTES.outcome, value: state }] : []),
  ]);
}
