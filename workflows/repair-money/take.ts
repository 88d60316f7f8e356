import { CancellationScope } from '@temporalio/workflow';
import { isNoAct } from '../cancel-order/handle';
import type { Command, Entry } from '../cancel-order/inbox';
import { ofMerchant } from '../cancel-order/lever-handlers';
import type { LeverAnswer } from '../cancel-order/messages';
import type { RepairRun } from './repair-run';

/** Reads the repair's legs as they stand by now. */
export async function readLegs(run: RepairRun): Promise<void> {
  run.legs = await run.step('readRepairLegs', run.input, 'Read what became of the repair');
}

async function pull(
  run: RepairRun,
  { lever, actor, merchantId }: Extract<Command, { kind: 'lever' }>,
): Promise<LeverAnswer> {
  const summary = `Lever ${lever.kind}, pulled by ${actor.role} ${actor.id}`;
  const result = await run.step('pullLever', { ...run.ref, lever, actor, ...ofMerchant(merchantId) }, summary);
  if (result.outcome === 'refused') return result;
  await readLegs(run);
  if (!isNoAct(lever)) run.acted = true;
  return { outcome: 'done', state: result.state };
}

async function carryOut(run: RepairRun, command: Command): Promise<unknown> {
  if (command.kind === 'lever') return pull(run, command);
  await readLegs(run);
  return undefined;
}

/** Carries out one command between two waits of main and answers whoever asked. A fault is told to the asker. */
export async function take(run: RepairRun, entry: Entry): Promise<void> {
  try {
    entry.settled = { value: await CancellationScope.nonCancellable(() => carryOut(run, entry.command)) };
  } catch (fault) {
    if (!entry.asked) throw fault;
    entry.settled = { fault };
  }
}
