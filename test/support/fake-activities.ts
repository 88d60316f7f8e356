import type { Activities, LegStepResult } from '../../activities/contract';
import { type FakeState, fakeBook, setLeg } from './fake-book';

type Step = keyof Activities;
type Given<N extends Step> = Parameters<Activities[N]>[0];
type Answer<N extends Step> = Awaited<ReturnType<Activities[N]>>;

/**
 * What a step does at its next calls, one entry a call: answer, fail, or act. After the last
 * entry it does what it does by itself.
 */
export type Script = {
  [N in Step]?: (Answer<N> | Error | ((input: Given<N>) => Promise<Answer<N>>))[];
};

export interface FakeCall {
  readonly step: Step;
  readonly input: object;
}

/** The fakes, and what was asked of them. */
export interface Fakes {
  readonly activities: Activities;
  readonly calls: FakeCall[];
  readonly state: FakeState;
  /** The inputs of the calls to one step, in order. */
  callsOf<N extends Step>(step: N): Given<N>[];
}

const NO_CASES = { opened: 0, closed: 0, open: 0 };

function outsideSteps(state: FakeState): Omit<Activities, keyof ReturnType<typeof fakeBook>> {
  const acknowledged = () => Promise.resolve({ outcome: 'ACKNOWLEDGED' } as const);
  const succeed = () => Promise.resolve<LegStepResult>({ state: 'SUCCEEDED', retryAfterMs: 0, providerRef: 're-1' });
  return {
    holdAtShop: acknowledged,
    releaseAtShop: acknowledged,
    closeAtShop: acknowledged,
    interceptParcel: () =>
      Promise.resolve(state.withdrawn ? { outcome: 'WITHDRAWN' } : { outcome: 'STOPPED', retryAfterMs: 0 }),
    queryInterception: () => Promise.resolve({ outcome: 'STOPPED', retryAfterMs: 0 }),
    submitLeg: succeed,
    queryLeg: succeed,
    readPayment: () => Promise.resolve({ state: 'captured', retryAfterMs: 0 }),
    beginReconcile: () => Promise.resolve([]),
    reconcileChannel: ({ channel }) => Promise.resolve({ channel, compared: 0, changed: 0, cases: NO_CASES }),
    checkOwnBooks: () => Promise.resolve(NO_CASES),
    sweep: () => Promise.resolve({ told: 0, repairs: 0, late: 0, newlyLate: 0 }),
  };
}

/** Everything that a workflow may ask for, in memory, following a script: for tests of the workflow alone. */
export function fakeActivities(state: FakeState, script: Script = {}): Fakes {
  const calls: FakeCall[] = [];
  const steps = { ...fakeBook(state), ...outsideSteps(state) };
  const follow = async (step: Step, input: object): Promise<unknown> => {
    calls.push({ step, input });
    const next = (script[step] as unknown[] | undefined)?.shift();
    if (next instanceof Error) throw next;
    const act = (typeof next === 'function' ? next : steps[step]) as (given: object) => Promise<unknown>;
    const answer = next === undefined || typeof next === 'function' ? await act(input) : next;
    if (step === 'submitLeg' || step === 'queryLeg') {
      const leg = answer as LegStepResult;
      const { legId } = input as { legId: string };
      setLeg(state, legId, { state: leg.state });
      if (state.repair !== undefined) {
        state.repair.legs = state.repair.legs.map((known) =>
          known.legId === legId ? { ...known, state: leg.state } : known,
        );
      }
    }
    return answer;
  };
  const names = Object.keys(steps) as Step[];
  const activities = Object.fromEntries(names.map((step) => [step, (input: object) => follow(step, input)]));
  return {
    activities: activities as unknown as Activities,
    calls,
    state,
    callsOf: <N extends Step>(step: N) =>
      calls.filter((call) => call.step === step).map(({ input }) => input as Given<N>),
  };
}
