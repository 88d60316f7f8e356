import { recordDecisionSummary, withdrawSummary } from '../../src/domain/explain/summaries';
import { CancellationScope } from '@temporalio/workflow';
import type { Lever } from '../../src/domain/lever';
import type { Entry } from './inbox';
import type { Command } from './inbox';
import type { DecideAnswer, LeverAnswer, WithdrawAnswer } from './messages';
import type { Run } from './run';

async function decide(run: Run, { input }: Extract<Command, { kind: 'decide' }>): Promise<DecideAnswer> {
  const summary = recordDecisionSummary(input.merchantId, input.outcome);
  const { standing, ...result } = await run.step('recordDecision', { ...run.ref, ...input }, summary);
  run.standing = standing;
  if (result.outcome === 'refused' && result.code === 'ALREADY_WITHDRAWN') run.withdrawn = true;
  return result.outcome === 'refused' ? result : { ...result, state: run.state };
}

async function withdraw(run: Run, { actor }: Extract<Command, { kind: 'withdraw' }>): Promise<WithdrawAnswer> {
  const result = await run.step('withdraw', { ...run.ref, actor }, withdrawSummary(run.input.orderId));
  if (result.outcome === 'withdrawn') run.withdrawn = true;
  return result;
}

async function pull(run: Run, { lever, actor }: Extract<Command, { kind: 'lever' }>): Promise<LeverAnswer> {
  const summary = `Lever ${lever.kind}, pulled by ${actor.role} ${actor.id}`;
  const result = await run.step('pullLever', { ...run.ref, lever, actor }, summary);
  if (result.outcome === 'refused') return result;
  run.standing = result.standing;
  run.legs = result.legs;
  // It only asks for a second person's approval: the run goes on waiting.
  if (isNoAct(lever)) return { outcome: 'done', state: result.state };
  run.pulled.push(lever);
  if (lever.kind === 'arbitrate' && lever.ruling === 'UPHELD') run.upheld = true;
  delete run.stuck;
  return { outcome: 'done', state: result.state };
}

/** Nothing goes out by it: a route that was only asked for, or that was refused. */
export function isNoAct(lever: Lever): boolean {
  return lever.kind === 'chooseAlternateRoute' || (lever.kind === 'approveRoute' && lever.decision === 'REFUSED');
}

async function follow(run: Run, { what }: Extract<Command, { kind: 'follow' }>): Promise<void> {
  if (what === 'decision') {
    run.standing = await run.step('readStanding', run.ref, 'Read the decisions that came through another door');
  } else if (what === 'refund') {
    run.legs = await run.step('readLegs', run.ref, 'Read what the channel told of the refunds');
  }
}

function carryOut(run: Run, command: Command): Promise<unknown> {
  switch (command.kind) {
    case 'decide':
      return decide(run, command);
    case 'withdraw':
      return withdraw(run, command);
    case 'lever':
      return pull(run, command);
    case 'follow':
      return follow(run, command);
  }
}

/**
 * Carries out one command, between two waits of main, and answers whoever asked, also when the run is being cancelled meanwhile. A
 * fault is told to the asker; where nobody asked, it is main's own.
 */
export async function handle(run: Run, entry: Entry): Promise<void> {
  try {
    entry.settled = { value: await CancellationScope.nonCancellable(() => carryOut(run, entry.command)) };
  } catch (fault) {
    if (!entry.asked) throw fault;
    entry.settled = { fault };
  }
}
