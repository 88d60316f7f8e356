import { acceptSummary, commitSummary } from '../../src/domain/explain/summaries';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  log,
  workflowInfo,
} from '@temporalio/workflow';
import { SYSTEM_ACTOR } from '../../src/domain/cancellation';
import { refused } from '../../src/domain/refusals';
import type { RequestAnswer } from '../../src/domain/request';
import type { Accepted, EndOutcome } from '../../activities/contract';
import { adoptStanding } from './adopt-standing';
import { awaitDecisions } from './await-decisions';
import { closeAndProve } from './close-and-prove';
import { compensate } from './compensations';
import { setHandlers } from './handlers';
import { holdAtShop } from './hold-at-shop';
import type { CancelOrderInput, CancelOrderResult } from './messages';
import { readInFlight } from './in-flight';
import { needHuman } from './need-human';
import { publish } from './publish';
import { createRun } from './run';
import type { Run } from './run';
import { stopParcels } from './stop-parcels';

/** How it came out before the pivot; undefined: go on, the pivot is next or past. */
async function decide(run: Run): Promise<EndOutcome | undefined> {
  if (run.ending !== undefined || run.pastPivot) return run.ending;
  if (run.withdrawn) return 'WITHDRAWN';
  const hold = await holdAtShop(run);
  if (hold === 'refused') return 'DENIED';
  if (hold === 'withdrawn' || (await awaitDecisions(run)) === 'withdrawn') return 'WITHDRAWN';
  const decisions = run.standing.parts.map(({ decision }) => decision);
  if (decisions.includes('APPROVED')) return undefined;
  return run.upheld ? 'UPHELD' : 'REJECTED';
}

/** Stops the parcels and commits: the units are cancelled, stock is given back, the legs are planned. */
async function commit(run: Run): Promise<EndOutcome | undefined> {
  let parcels = run.standing.parcels;
  for (let reading = 1; ;) {
    await stopParcels(run, parcels);
    if (run.withdrawn) return 'WITHDRAWN';
    const result = await run.step('commit', run.ref, commitSummary(run.input.orderId));
    switch (result.outcome) {
      case 'committed':
        run.pastPivot = true;
        Object.assign(run, { legs: result.legs, refund: result.refund, fee: result.fee, whole: result.whole });
        run.giftSpent = result.giftSpent ?? 0;
        return undefined;
      case 'withdrawn':
        return 'WITHDRAWN';
      case 'nothing_left':
        return run.standing.parts.some(({ decision }) => decision === 'NOT_STOPPED') ? 'NOT_STOPPED' : 'REJECTED';
      case 'parcels':
        parcels = result.parcels;
        break;
      case 'in_flight':
        parcels = [];
        await readInFlight(run, result.payments, reading);
        reading += 1;
    }
  }
}

/** Support cancelled the run: before the pivot that withdraws the request, after it there is only forward. */
async function withdrawForRun(run: Run): Promise<boolean> {
  const result = await run.step('withdraw', { ...run.ref, actor: SYSTEM_ACTOR }, 'Withdraw: the run was cancelled');
  return result.outcome === 'withdrawn';
}

async function cancelAcceptedOrder(run: Run): Promise<void> {
  let cancelled: Error | undefined;
  let ending: EndOutcome | undefined;
  try {
    ending = await decide(run);
  } catch (error) {
    if (!(error instanceof Error) || !isCancellation(error)) throw error;
    cancelled = error;
  }
  await CancellationScope.nonCancellable(async () => {
    if (cancelled !== undefined && (await withdrawForRun(run))) ending = 'WITHDRAWN';
    ending ??= await commit(run);
    if (ending === undefined) await closeAndProve(run);
    else await compensate(run, ending);
  });
  if (cancelled !== undefined && run.state === 'WITHDRAWN') throw cancelled;
}

/**
 * Every step is safe to run again, so a fault that no retry helps needs a person, and their lever starts from the top:
 * what is done is found done.
 */
async function untilDone(run: Run): Promise<void> {
  for (;;) {
    try {
      await cancelAcceptedOrder(run);
      return;
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.error('A step failed for good', { cancellationId: run.input.cancellationId, error });
      await CancellationScope.nonCancellable(() => needHuman(run, { cause: 'STEP_FAILED', step: run.state }));
    }
  }
}

function resultOf(run: Run): CancelOrderResult {
  const { cancellationId } = run.input;
  if (run.state !== 'SETTLED' || run.accepted?.repeated === true) {
    return { cancellationId, outcome: run.state, ...(run.denial === undefined ? {} : { code: run.denial.code }) };
  }
  const tenders = run.legs.map(({ tenderId, state, amount }) => ({ tenderId, state, amount }));
  return {
    cancellationId,
    outcome: run.state,
    refunded: run.refund,
    currency: run.accepted?.quote.currency ?? '',
    tenders,
  };
}

/** Lets every handler answer before the run ends: what still waits, or comes now, is told that it has ended. */
function drain(run: Run): Promise<void> {
  return CancellationScope.nonCancellable(() => {
    run.inbox.close(({ kind }) =>
      kind === 'withdraw' && run.pastPivot
        ? refused('PAST_THE_PIVOT')
        : refused('CANCELLATION_ENDED', { state: run.state }),
    );
    return condition(allHandlersFinished);
  });
}

/**
 * Cancels an order: accept the request, hold the order, let the merchants decide, stop the parcels, commit, return the
 * money, close the order and prove it. A request that is denied, or answered before, is answered and ends the run in
 * its first task. Business refusals complete the run with their outcome; Failed means that a person must look.
 */
export async function cancelOrder(input: CancelOrderInput): Promise<CancelOrderResult> {
  const run = createRun(input);
  setHandlers(run);

  const { workflowId } = workflowInfo();
  const accepted = await CancellationScope.nonCancellable(() =>
    run.step('accept', { ...input, workflowId }, acceptSummary(input.orderId)),
  );
  run.answer = accepted.outcome === 'refused' ? accepted : answerOf(accepted);
  if (accepted.outcome === 'refused') {
    run.denial = { code: accepted.code };
    publish(run, { state: 'DENIED', waitingOn: 'NONE' });
    await drain(run);
    return resultOf(run);
  }
  run.accepted = accepted;
  const { standing, quote } = accepted;
  adoptStanding(run, standing);
  Object.assign(run, { refund: quote.refund, fee: quote.fee, whole: quote.whole });
  run.giftSpent = quote.giftSpent ?? 0;
  try {
    if (accepted.repeated) publish(run, { state: accepted.stateNow ?? accepted.state, waitingOn: 'NONE' });
    else await untilDone(run);
  } finally {
    await drain(run);
  }
  return resultOf(run);
}

function answerOf({
  standing: _standing,
  connected: _connected,
  repeated: _repeated,
  stateNow: _stateNow,
  ...answer
}: Accepted): RequestAnswer {
  return answer;
}
