import { ApplicationFailure, patched } from '@temporalio/workflow';
import type { Part } from '../../activities/contract';
import { nextRuling } from '../../src/domain/arbitration';
import { rulingSummary } from '../../src/domain/explain/summaries';
import { handle } from './handle';
import { needHuman } from './need-human';
import { publish } from './publish';
import type { Run } from './run';

const ESCALATED = { cause: 'DECISION_ESCALATED', step: 'awaitDecisions' } as const;

function isEscalated({ standing }: Run): boolean {
  return standing.parts.some(({ decision }) => decision === 'ESCALATED');
}

/** Runs from before arbitration had a clock of its own went straight to a person. */
function isWithoutClock({ input }: Run): boolean {
  return input.escalates === undefined && !patched('arbitration');
}

/**
 * The clock of one part is over: its policy decides, unless somebody has ruled before; or it calls a
 * person, who then rules without a clock.
 */
async function timeOut(run: Run, { merchantId, arbitration }: Part): Promise<void> {
  if (arbitration?.onTimeout === 'NEEDS_HUMAN') {
    await needHuman(run, ESCALATED);
    return;
  }
  const { standing, ...result } = await run.step(
    'recordRulingTimeout',
    { ...run.ref, merchantId, receivedAt: new Date(Date.now()).toISOString() },
    `Nobody has ruled on merchant ${merchantId}: by its policy`,
  );
  run.standing = standing;
  if (result.outcome === 'ruled') run.upheld ||= result.ruling === 'UPHELD';
  else if (result.outcome === 'person') await needHuman(run, ESCALATED);
  else if (result.code === 'ALREADY_WITHDRAWN') run.withdrawn = true;
  else if (standing.parts.some((part) => part.merchantId === merchantId && part.decision === 'ESCALATED')) {
    // Refused and still open by the same clock, it would be refused for ever.
    throw ApplicationFailure.nonRetryable(`The time-out of the ruling on ${merchantId} was refused`, result.code);
  }
}

/**
 * Waits for a ruling on every escalated part, or for its clock, or for a
 * withdrawal. What an arbiter has ruled is final.
 */
export async function awaitRulings(run: Run): Promise<void> {
  while (isEscalated(run) && !run.withdrawn) {
    if (isWithoutClock(run)) {
      await needHuman(run, ESCALATED);
      continue;
    }
    if (run.inbox.isEmpty()) publish(run, { state: 'ARBITRATION', waitingOn: 'OPERATOR' });
    const next = nextRuling(run.standing.parts);
    const clock = next?.arbitration;
    const until = clock === undefined ? undefined : Date.parse(clock.until);
    const summary = next === undefined || clock === undefined ? undefined : rulingSummary(next.merchantId, clock);
    const entry = await run.inbox.next(until, summary);
    if (entry !== undefined) await handle(run, entry);
    else if (next !== undefined) await timeOut(run, next);
  }
}
