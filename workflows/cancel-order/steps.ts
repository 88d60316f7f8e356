import {
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  sleep,
  type ActivityFunctionWithOptions,
  type LocalActivityFunctionWithOptions,
} from '@temporalio/workflow';
import type { OwnSteps } from '../../activities/contract';
import { LOCAL_STEP, QUEUED_STEP } from '../../temporal-config/activity-options';
import type { TellApart } from './tell-apart';

type StepName = keyof OwnSteps;
type Input<N extends StepName> = Parameters<OwnSteps[N]>[0];
type Result<N extends StepName> = Awaited<ReturnType<OwnSteps[N]>>;

const local = proxyLocalActivities<OwnSteps>(LOCAL_STEP);
const queued = proxyActivities<OwnSteps>(QUEUED_STEP);

/**
 * Runs a step on our own database. `summary` is what the Web UI shows; the runner tells it apart within the history.
 */
export type RunStep = <N extends StepName>(name: N, input: Input<N>, summary: string) => Promise<Result<N>>;

/** What failed, under the wrapper that a queued attempt puts around it. */
function failureOf(error: unknown): ApplicationFailure | undefined {
  if (error instanceof ApplicationFailure) return error;
  const { cause } = error as { cause?: unknown };
  return cause instanceof ApplicationFailure ? cause : undefined;
}

/** A failed local activity loses its `nextRetryDelay`, so our failures carry the same delay in their details; ms. */
function delayOf(error: unknown): number | undefined {
  const [detail] = failureOf(error)?.details ?? [];
  const delay = (detail as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs;
  return typeof delay === 'number' ? delay : undefined;
}

/** Will no further attempt help? */
export function isFinalFailure(error: unknown): boolean {
  return failureOf(error)?.nonRetryable === true;
}

/**
 * The one helper for steps on our own database: a first attempt as a local activity (at most 5 s, no retry), further
 * ones as an ordinary activity. At most one local activity is in flight per run, because two at once do not replay. A
 * cancellation and a failure that no retry can help are thrown on.
 */
export function createStepRunner(tellApart: TellApart): RunStep {
  let last: Promise<unknown> = Promise.resolve();

  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  }

  return async <N extends StepName>(name: N, input: Input<N>, summary: string): Promise<Result<N>> => {
    const first = local[name] as unknown as LocalActivityFunctionWithOptions<(input: Input<N>) => Promise<Result<N>>>;
    const further = queued[name] as unknown as ActivityFunctionWithOptions<(input: Input<N>) => Promise<Result<N>>>;
    try {
      return await oneAtATime(() => first.executeWithOptions({ ...LOCAL_STEP, summary: tellApart(summary) }, [input]));
    } catch (error) {
      if (isCancellation(error) || isFinalFailure(error)) throw error;
      const delay = delayOf(error);
      if (delay !== undefined) await sleep(delay, { summary: tellApart(`Wait as asked, then again: ${summary}`) });
    }
    return further.executeWithOptions({ ...QUEUED_STEP, summary: tellApart(`Again: ${summary}`) }, [input]);
  };
}
