import { undoHoldAtShopSummary, undoHoldUnitsSummary } from '../../src/domain/explain/summaries';
import { CancellationScope } from '@temporalio/workflow';
import type { RefusalCode } from '../../src/domain/refusals';
import type { EndOutcome } from '../../src/ports/cancellation-book';
import { needHuman } from './need-human';
import { outside } from './outside';
import { publish } from './publish';
import type { Compensation, Run } from './run';
import { backoff, pause } from './wait';

/** After so many attempts without an answer a person must look. */
const ATTEMPTS = 5;

/** The shop's own order was, or may have been, held: release it. */
export function releaseHold(run: Run): Compensation {
  return {
    summary: undoHoldAtShopSummary(run.input.orderId),
    undo: (summary) => outside.releaseAtShop(run.ref, summary),
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
 * Undoes what was done before the pivot, last first, gives the units free and ends the cancellation with this outcome. Nothing
 * can cancel it; one that keeps failing becomes NEEDS_HUMAN.
 */
export function compensate(run: Run, outcome: EndOutcome, code?: RefusalCode): Promise<EndOutcome> {
  return CancellationScope.nonCancellable(async () => {
    for (const compensation of run.compensations.splice(0).reverse()) await undo(run, compensation);
    const summary = undoHoldUnitsSummary(run.input.orderId);
    await run.step('end', { ...run.ref, outcome, ...(code === undefined ? {} : { code }) }, summary);
    publish(run, { state: outcome, waitingOn: 'NONE' });
    return outcome;
  });
}
