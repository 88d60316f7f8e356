import type { History } from '@temporalio/common/lib/proto-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { CancellationState } from '../../src/domain/cancellation';
import type { Lever } from '../../src/domain/lever';
import {
  type CancelOrderResult,
  LEVER_UPDATES,
  type LeverAnswer,
  progressQuery,
} from '../../workflows/cancel-order/messages';
import { type Fakes, type Script, fakeActivities } from './fake-activities';
import { type FakeState, newFakeState } from './fake-book';
import { saveHistory } from './history-file';
import { type RunHandle, runCancellation, someRequest } from './run-cancellation';
import { timeSkippingServer } from './temporal-environment';
import { waitFor } from './wait-for';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const SUPPORT = { id: 's-1', role: 'support' } as const;

/** One run on a server that skips time. */
export interface Skipped {
  readonly handle: RunHandle;
  readonly fakes: Fakes;
  /** The server's clock at the start, ms since the epoch. */
  readonly startedAt: number;
  sleep: (ms: number) => Promise<void>;
  /** Skips time, some minutes at a look, until the run is in this state. */
  reaches: (state: CancellationState, stepMs?: number) => Promise<void>;
  pull: (lever: Lever) => Promise<LeverAnswer>;
  /** How it came out, time being skipped as far as needed. */
  outcome: () => Promise<CancelOrderResult>;
}

/** What a scenario starts with; `now` is the server's clock, ms since the epoch. */
export type SetUp = (now: number) => {
  readonly state?: Partial<FakeState>;
  readonly script?: Script;
  /** The rejection that the request takes to arbitration. */
  readonly escalates?: string;
};

function skippedOf(environment: TestWorkflowEnvironment, handle: RunHandle, fakes: Fakes): Omit<Skipped, 'startedAt'> {
  const stateOf = async () => (await handle.query(progressQuery)).state;
  return {
    handle,
    fakes,
    sleep: (ms) => environment.sleep(ms),
    reaches: async (state, stepMs = MINUTE) => {
      const look = async () => ((await stateOf()) === state ? state : undefined);
      await waitFor(state, look, () => environment.sleep(stepMs));
    },
    pull: (lever) => handle.executeUpdate(LEVER_UPDATES[lever.kind], { args: [{ lever, actor: SUPPORT }] }),
    outcome: () => handle.result(),
  };
}

/**
 * Runs one cancellation on a server of its own that skips time, and on fakes; its history is returned, and saved
 * under `name` when histories are recorded. Undefined where no such server is to be had: then nothing was
 * tested, which the run's output says.
 */
export async function onSkippedTime(
  name: string,
  setUp: SetUp,
  act: (run: Skipped) => Promise<void>,
): Promise<History | undefined> {
  const environment = await timeSkippingServer();
  if (environment === undefined) return undefined;
  try {
    const startedAt = await environment.currentTimeMs();
    const { state, script, escalates } = setUp(startedAt);
    const fakes = fakeActivities(newFakeState(state), script);
    const request = { ...someRequest(), ...(escalates === undefined ? {} : { escalates }) };
    const history = await runCancellation(environment, { ...fakes, request }, (handle) =>
      act({ ...skippedOf(environment, handle, fakes), startedAt }),
    );
    saveHistory(name, history);
    return history;
  } finally {
    await environment.teardown();
  }
}
