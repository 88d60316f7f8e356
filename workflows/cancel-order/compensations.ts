import { undoHoldAtShopSummary, undoHoldUnitsSummary } from '../../src/domain/explain/summaries';
import { CancellationScope } from '@temporalio/workflow';
import type { EndOutcome } from '../../activities/contract';
import { needHuman } from './need-human';
import { publish } from './publish';
import type { Compensation, Run } from './run';
import { backoff, pause } from './wait';

/** After so many attempts without an answer a person must look. */
const ATTEMPTS = 5;

/** The shop's own order was, or may have been, held: release it. */
export function releaseHold(run: Run): Compensation {
  return {
    summary: undoHoldAtShopSummary(run.input.orderId),
    undo: (summary) => run.outside.releaseAtShop(run.ref, summary),
  };
}

async function undo(run: Run, compensation: Compensation): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const nth = attempt === 1 ? compensation.summary : `${compensation.summary}, attempt ${attempt}`;
    const result = await compensation.undo(nth);
    if (result.outcome === 'ACKNOWLEDGED') return;
    if (result.outcome === 'REFUSED' || attempt % ATTEMPTS === 0) {
      await needHuman(run, { cause: 'COMPENSATION_FAILED', step: 'releaseAtShop' });
    } else await pause(run, backoff(attempt, result.retryAfterMs), `Wait for the shop, after attempt ${attempt}`);
  }
}

/**
 * Undoes what was done before the pivot, last first, gives the units free and ends the cancellation with this
 * outcome. Nothing can cancel it; one that keeps failing becomes NEEDS_HUMAN. Run again after a fault, it
 * goes on with what is not undone yet.
 */
export function compensate(run: Run, outcome: EndOutcome): Promise<EndOutcome> {
  run.ending = outcome;
  return CancellationScope.nonCancellable(async () => {
    for (let next = run.compensations.at(-1); next !== undefined; next = run.compensations.at(-1)) {
      await undo(run, next);
      run.compensations.pop();
    }
    const input = { ...run.ref, outcome, ...run.denial };
    const ended = await run.step('end', input, undoHoldUnitsSummary(run.input.orderId));
    publish(run, { state: ended.outcome, waitingOn: 'NONE' });
    return ended.outcome;
  });
}
