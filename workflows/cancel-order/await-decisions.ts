import { deadlineSummary } from '../../src/domain/explain/summaries';
import { ApplicationFailure } from '@temporalio/workflow';
import { SYSTEM_ACTOR } from '../../src/domain/cancellation';
import { adoptStanding } from './adopt-standing';
import { awaitRulings } from './arbitration';
import { awaitOffer, isOffered } from './await-offer';
import { handle } from './handle';
import { publish } from './publish';
import type { Run } from './run';
import { nextDeadline } from './view';

/** The time-out writes the same row as a merchant does: whoever is first wins, and the run follows. */
async function timeOut(run: Run): Promise<void> {
  const now = Date.now();
  const overdue = run.standing.parts.filter(
    ({ decision, deadline }) => decision === 'PENDING' && deadline !== undefined && Date.parse(deadline) <= now,
  );
  for (const { merchantId, onTimeout } of overdue) {
    const { standing, ...result } = await run.step(
      'recordDecision',
      {
        ...run.ref,
        merchantId,
        outcome: 'BY_POLICY',
        door: 'TIMEOUT',
        actor: SYSTEM_ACTOR,
        receivedAt: new Date(now).toISOString(),
      },
      `Time is up for merchant ${merchantId}: ${onTimeout.toLowerCase()}`,
    );
    adoptStanding(run, standing);
    if (result.outcome === 'recorded') continue;
    if (result.code === 'ALREADY_WITHDRAWN') run.withdrawn = true;
    const isOpen = standing.parts.some((part) => part.merchantId === merchantId && part.decision === 'PENDING');
    // Refused and still open by the same deadline, it would be refused for ever. While an
    // offer is open its clock stands still.
    if (
      isOpen &&
      !run.withdrawn &&
      !isOffered(run) &&
      (nextDeadline(run)?.deadline ?? '') <= new Date(now).toISOString()
    ) {
      throw ApplicationFailure.nonRetryable(`The time-out of merchant ${merchantId} was refused`, result.code);
    }
  }
}

/**
 * Waits until every merchant has decided its part, or its time is up, or the request is withdrawn. While an offer is
 * open the customer is waited for. A part that was escalated needs a ruling.
 */
export async function awaitDecisions(run: Run): Promise<'decided' | 'withdrawn'> {
  while (!run.standing.decided && !run.withdrawn) {
    if (isOffered(run)) {
      await awaitOffer(run);
      continue;
    }
    // What has come already is handled first, and told once.
    if (run.inbox.isEmpty()) publish(run, { state: 'AWAITING_DECISION', waitingOn: 'MERCHANT' });
    const next = nextDeadline(run);
    const until = next?.deadline === undefined ? undefined : Date.parse(next.deadline);
    const summary = next?.deadline === undefined ? undefined : deadlineSummary(next.deadline, next.onTimeout);
    const entry = await run.inbox.next(until, summary);
    if (entry === undefined) await timeOut(run);
    else await handle(run, entry);
  }
  await awaitRulings(run);
  return run.withdrawn ? 'withdrawn' : 'decided';
}
