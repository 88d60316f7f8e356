import {
  allHandlersFinished,
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  setHandler,
} from '@temporalio/workflow';
import type { CancellationState } from '../../src/domain/cancellation';
import { beginRepairSummary, proveRepairSummary } from '../../src/domain/explain/summaries';
import { refused } from '../../src/domain/refusals';
import { orderIdOf } from '../../src/domain/request';
import { createChases } from '../cancel-order/chases';
import { setLeverHandlers } from '../cancel-order/lever-handlers';
import { cancelOrderId, progressQuery, refundUpdateSignal } from '../cancel-order/messages';
import { chaseLegs } from '../cancel-order/refund';
import type { RepairInput, RepairResult } from './messages';
import { createRepairRun, repairViewOf, type RepairRun } from './repair-run';
import { chasingOf, needHuman, publish } from './repair-waits';

function setHandlers(run: RepairRun): void {
  setLeverHandlers(run.inbox);
  setHandler(refundUpdateSignal, () => run.inbox.post({ kind: 'follow', what: 'refund' }), {
    description: 'Something happened to the money that this run repairs',
  });
  setHandler(progressQuery, () => repairViewOf(run), { description: 'Where the repair stands' });
}

/** Tells the cancellation's own run; false where there is none. */
async function handOver({ input }: RepairRun): Promise<boolean> {
  const handle = getExternalWorkflowHandle(cancelOrderId(input.shopId, input.cancellationId));
  try {
    await handle.signal(refundUpdateSignal, { legId: input.subject });
    return true;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return false;
  }
}

async function prove(run: RepairRun): Promise<CancellationState> {
  for (;;) {
    const summary = proveRepairSummary(orderIdOf(run.input.cancellationId) ?? '');
    const result = await run.step('proveRepair', run.input, summary);
    if (result.outcome === 'settled') return 'SETTLED';
    if (result.outcome === 'others') return result.state;
    await needHuman(run, { cause: 'STEP_FAILED', step: `prove: ${result.differences.join(', ')}`.slice(0, 80) });
  }
}

async function repair(run: RepairRun): Promise<CancellationState> {
  const begun = await run.step('beginRepair', run.input, beginRepairSummary(run.input.subject));
  if (begun.outcome === 'done') return begun.state;
  run.begun = begun;
  run.legs = begun.legs;
  if (begun.cancellation === 'OPEN' && (await handOver(run))) return begun.state;
  while (run.legs.length === 0) await needHuman(run, { cause: 'REFUND_RETURNED', step: 'repairMoney' });
  await chaseLegs(chasingOf(run), createChases(), 'final');
  return prove(run);
}

/** Every step is safe to run again: a fault that no retry helps needs a person, whose lever starts from the top. */
async function untilDone(run: RepairRun): Promise<CancellationState> {
  for (;;) {
    try {
      return await repair(run);
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.error('A step failed for good', { ...run.input, error });
      await needHuman(run, { cause: 'STEP_FAILED', step: 'repairMoney' });
    }
  }
}

/**
 * Puts right that money came back after it had arrived, or came in after the cancellation. While the cancellation's own
 * run is open, that one goes on with it, so that one run chases and one story is told; once it was settled, this run
 * does, and proves the closure anew. It can't be cancelled: the money is owed.
 */
export async function repairMoney(input: RepairInput): Promise<RepairResult> {
  const run = createRepairRun(input);
  setHandlers(run);
  const { cancellationId, subject } = input;
  return CancellationScope.nonCancellable(async () => {
    const outcome = await untilDone(run);
    publish(run, outcome, 'NONE');
    run.inbox.close(() => refused('CANCELLATION_ENDED', { state: outcome }));
    await condition(allHandlersFinished);
    const { begun } = run;
    return {
      cancellationId,
      subject,
      outcome,
      ...(begun === undefined ? {} : { amount: begun.amount, currency: begun.currency }),
    };
  });
}
