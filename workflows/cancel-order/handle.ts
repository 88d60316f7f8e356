import { answerOfferSummary, recordDecisionSummary, withdrawSummary } from '../../src/domain/explain/summaries';
import { CancellationScope } from '@temporalio/workflow';
import type { Lever } from '../../src/domain/lever';
import { adoptStanding } from './adopt-standing';
import type { Entry } from './inbox';
import type { Command } from './inbox';
import { ofMerchant } from './lever-handlers';
import type { AnswerOfferAnswer, DecideAnswer, LeverAnswer, WithdrawAnswer } from './messages';
import type { Run } from './run';

async function decide(run: Run, { input }: Extract<Command, { kind: 'decide' }>): Promise<DecideAnswer> {
  const summary = recordDecisionSummary(input.merchantId, input.outcome);
  const { standing, ...result } = await run.step('recordDecision', { ...run.ref, ...input }, summary);
  adoptStanding(run, standing);
  if (result.outcome === 'refused' && result.code === 'ALREADY_WITHDRAWN') run.withdrawn = true;
  return result.outcome === 'refused' ? result : { ...result, state: run.state };
}

async function answer(run: Run, { input }: Extract<Command, { kind: 'answerOffer' }>): Promise<AnswerOfferAnswer> {
  const summary = answerOfferSummary(run.standing.offer?.merchantId ?? '', input.answer);
  const { standing, ...result } = await run.step('answerOffer', { ...run.ref, ...input, door: 'UPDATE' }, summary);
  adoptStanding(run, standing);
  if (result.outcome === 'refused') {
    if (result.code === 'ALREADY_WITHDRAWN') run.withdrawn = true;
    return result;
  }
  return { outcome: 'recorded', answer: input.answer, state: run.state };
}

async function withdraw(run: Run, { actor }: Extract<Command, { kind: 'withdraw' }>): Promise<WithdrawAnswer> {
  const result = await run.step('withdraw', { ...run.ref, actor }, withdrawSummary(run.input.orderId));
  if (result.outcome === 'withdrawn') run.withdrawn = true;
  return result;
}

async function pull(run: Run, { lever, actor, merchantId }: Extract<Command, { kind: 'lever' }>): Promise<LeverAnswer> {
  const summary = `Lever ${lever.kind}, pulled by ${actor.role} ${actor.id}`;
  const pulled = { lever, actor, ...ofMerchant(merchantId), ...knownDeadline(run, lever) };
  const result = await run.step('pullLever', { ...run.ref, ...pulled }, summary);
  if (result.outcome === 'refused') return result;
  adoptStanding(run, result.standing);
  run.legs = result.legs;
  // It only asks for a second person's approval: the run goes on waiting.
  if (isNoAct(lever)) return { outcome: 'done', state: result.state };
  run.pulled.push(lever);
  if (lever.kind === 'arbitrate' && lever.ruling === 'UPHELD') run.upheld = true;
  delete run.stuck;
  return { outcome: 'done', state: result.state };
}

/** The deadline that is put off, as this run knows it: pulled again, another one is meant. */
function knownDeadline({ standing }: Run, lever: Lever): { readonly deadline?: string } {
  if (lever.kind !== 'extendDeadline') return {};
  const part = standing.parts.find(({ merchantId }) => merchantId === lever.merchantId);
  return part?.deadline === undefined ? {} : { deadline: part.deadline };
}

/** Nothing goes out by it: a deadline that was put off, a route that was only asked for, or that was refused. */
export function isNoAct(lever: Lever): boolean {
  if (lever.kind === 'extendDeadline') return true;
  return lever.kind === 'chooseAlternateRoute' || (lever.kind === 'approveRoute' && lever.decision === 'REFUSED');
}

async function follow(run: Run, { what }: Extract<Command, { kind: 'follow' }>): Promise<void> {
  if (what === 'decision') {
    const standing = await run.step('readStanding', run.ref, 'Read the decisions that came through another door');
    adoptStanding(run, standing);
  } else if (what === 'refund') {
    run.legs = await run.step('readLegs', run.ref, 'Read what the channel told of the refunds');
  }
}

function carryOut(run: Run, command: Command): Promise<unknown> {
  switch (command.kind) {
    case 'decide':
      return decide(run, command);
    case 'answerOffer':
      return answer(run, command);
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
