import { progressQuery } from '../../workflows/cancel-order/messages';
import type { NotStoppedOutcome } from '../../src/domain/policy';
import type { Script } from '../support/fake-activities';
import { toJsonHistory, typeOf } from '../support/history-json';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { DAY, HOUR, onSkippedTime, type SetUp } from '../support/skipped-time';

quietRuntime();

const UNKNOWN = { outcome: 'UNKNOWN', retryAfterMs: 0 } as const;
const OUT = { outcome: 'ALREADY_OUT', retryAfterMs: 0 } as const;

const withParcel =
  (onNotStopped: NotStoppedOutcome, script: Script): SetUp =>
  (now) => ({
    state: {
      parcels: [{ shipmentId: 'p-1', merchantId: 'm-1', onNotStopped }],
      returnUntil: new Date(now + 14 * DAY).toISOString(),
    },
    script,
  });

function readable(history: unknown): void {
  if (history !== undefined) expect(history).toBeReadable();
}

it('asks the carrier again until it says that the parcel is stopped', async () => {
  const setUp = withParcel('END', { interceptParcel: [UNKNOWN], queryInterception: [UNKNOWN, UNKNOWN] });
  const history = await onSkippedTime('carrier-answers-late', setUp, async ({ fakes, ...run }) => {
    expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
    expect(fakes.callsOf('interceptParcel')).toHaveLength(1);
    expect(fakes.callsOf('queryInterception')).toHaveLength(3);
    expect(fakes.state.flags).toEqual([]);
  });
  readable(history);
});

describe('a carrier that never says what became of the parcel', () => {
  const never = { interceptParcel: [UNKNOWN], queryInterception: Array.from({ length: 6 }, () => UNKNOWN) };

  it.each([
    ['STOPPED', 'SETTLED', 'carrier-silent-stopped'],
    ['ALREADY_OUT', 'NOT_STOPPED', 'carrier-silent-out'],
  ] as const)('needs a person, who says %s', async (outcome, end, name) => {
    const setUp = withParcel('END', structuredClone(never));
    const history = await onSkippedTime(name, setUp, async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN');
      expect(fakes.state.flags).toEqual(['INTERCEPTION_UNKNOWN']);
      await run.pull({ kind: 'resolveInterception', shipmentId: 'p-1', outcome });
      expect(await run.outcome()).toMatchObject({ outcome: end });
      expect(fakes.callsOf('giveUpParcel')).toHaveLength(end === 'SETTLED' ? 0 : 1);
    });
    readable(history);
  });
});

it('ends without a refund when the parcel is out and the policy says so', async () => {
  const history = await onSkippedTime('parcel-out-end', withParcel('END', { interceptParcel: [OUT] }), async (run) => {
    expect(await run.outcome()).toMatchObject({ outcome: 'NOT_STOPPED' });
    expect(run.fakes.callsOf('submitLeg')).toEqual([]);
  });
  readable(history);
});

it('needs a person when the parcel is out and the policy says so', async () => {
  const setUp = withParcel('NEEDS_HUMAN', { interceptParcel: [OUT] });
  const history = await onSkippedTime('parcel-out-person', setUp, async ({ fakes, ...run }) => {
    await run.reaches('NEEDS_HUMAN');
    expect(fakes.state.flags).toEqual(['PARCEL_NOT_STOPPED']);
    await run.pull({ kind: 'recordReturn', shipmentId: 'p-1' });
    expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
  });
  readable(history);
});

describe('a parcel that is out and may come back', () => {
  const setUp = withParcel('AWAIT_RETURN', { interceptParcel: [OUT] });

  it('is given up when its clock runs out', async () => {
    const history = await onSkippedTime('return-clock-out', structuredCloneOf(setUp), async ({ fakes, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'NOT_STOPPED' });
      expect(fakes.callsOf('giveUpParcel')).toHaveLength(1);
    });
    if (history === undefined) return;
    expect(history).toBeReadable();
    expect(toJsonHistory(history).events.map(typeOf)).toContain('TIMER_FIRED');
  });

  it('is refunded once its return is recorded', async () => {
    const history = await onSkippedTime('return-recorded', structuredCloneOf(setUp), async ({ fakes, ...run }) => {
      await run.reaches('AWAITING_RETURN');
      const { deadline, waitingOn } = await run.handle.query(progressQuery);
      expect({ deadline, waitingOn }).toEqual({ deadline: fakes.state.returnUntil, waitingOn: 'CUSTOMER' });
      await run.sleep(3 * DAY + HOUR);
      // The fake book takes the parcel back as the real one does.
      fakes.state.parts = fakes.state.parts.map((part) => ({ ...part, decision: 'APPROVED' }));
      await run.pull({ kind: 'recordReturn', shipmentId: 'p-1' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('giveUpParcel')).toEqual([]);
    });
    readable(history);
  });
});

/** A set-up whose script is not used up by the test before. */
function structuredCloneOf(setUp: SetUp): SetUp {
  return (now) => structuredClone(setUp(now));
}
