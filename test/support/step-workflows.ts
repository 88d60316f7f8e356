import { ApplicationFailure, CancellationScope, isCancellation } from '@temporalio/workflow';
import { createStepRunner } from '../../workflows/cancel-order/steps';
import { createTellApart } from '../../workflows/cancel-order/tell-apart';

const REF = { shopId: 'shop-1', cancellationId: 'O-1.0123456789abcdef' };

/** What a step answered, or how it failed. */
export type StepEnd =
  { readonly answer: unknown } | { readonly failure: string; readonly cancelled: boolean; readonly type?: string };

async function endOf(step: Promise<unknown>): Promise<StepEnd> {
  try {
    return { answer: await step };
  } catch (error) {
    const cause = error instanceof ApplicationFailure ? error : (error as Error).cause;
    const type = cause instanceof ApplicationFailure ? { type: cause.type ?? '' } : {};
    return { failure: (error as Error).name, cancelled: isCancellation(error), ...type };
  }
}

/** Runs one step. */
export function oneStep(): Promise<StepEnd> {
  const step = createStepRunner(createTellApart());
  return endOf(step('readLegs', REF, 'Read the refunds'));
}

/** Asks for two steps at once, as a handler beside main might. */
export function twoSteps(): Promise<StepEnd[]> {
  const step = createStepRunner(createTellApart());
  return Promise.all([
    endOf(step('readLegs', REF, 'Read the refunds')),
    endOf(step('readStanding', REF, 'Read the decisions')),
  ]);
}

/** Cancels a step while its first attempt runs. */
export async function cancelledStep(): Promise<StepEnd> {
  const step = createStepRunner(createTellApart());
  const scope = new CancellationScope();
  const end = scope.run(() => endOf(step('readLegs', REF, 'Read the refunds')));
  scope.cancel();
  return end;
}
