import type { LegStepResult } from '../../activities/contract';
import type { LegState } from '../../src/domain/refund-leg';
import { refundUpdateSignal } from '../../workflows/cancel-order/messages';
import { plannedLeg, setLeg } from '../support/fake-book';
import { attributesOf, type JsonHistory, toJsonHistory } from '../support/history-json';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { DAY, HOUR, MINUTE, onSkippedTime } from '../support/skipped-time';
import { waitFor } from '../support/wait-for';

quietRuntime();

const leg = (state: LegState): LegStepResult => ({ state, retryAfterMs: 0 });
const times = (count: number, state: LegState) => Array.from({ length: count }, () => leg(state));

function readable(history: unknown): void {
  if (history !== undefined) expect(history).toBeReadable();
}

/** When activities of this type were scheduled, ms since the epoch. */
function scheduledAt({ events }: JsonHistory, type: string): number[] {
  return events
    .filter((event) => (attributesOf(event)['activityType'] as { name?: string } | undefined)?.name === type)
    .map(({ eventTime }) => Date.parse(eventTime ?? ''));
}

it('asks about a pending refund at growing distances, at most daily, until it has succeeded', async () => {
  const script = { submitLeg: [leg('PENDING')], queryLeg: times(18, 'PENDING') };
  const history = await onSkippedTime(
    'refund-pending-for-days',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED', refunded: 10_000, currency: 'USD' });
      expect(fakes.callsOf('queryLeg')).toHaveLength(19);
      expect(fakes.state.flags).toEqual([]);
      expect(fakes.callsOf('close')).toHaveLength(1);
    },
  );
  if (history === undefined) return;
  expect(history).toBeReadable();
  const asked = scheduledAt(toJsonHistory(history), 'queryLeg');
  const gaps = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
  expect(gaps[0]).toBeLessThan(MINUTE);
  for (const [index, gap] of gaps.entries()) {
    expect(gap).toBeLessThan(DAY + MINUTE);
    expect(gap).toBeGreaterThan((gaps[index - 1] ?? 0) - MINUTE);
  }
  expect(gaps.at(-1)).toBeGreaterThan(DAY - MINUTE);
  expect((asked.at(-1) ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(3 * DAY);
});

it('waits no less than the channel asks for', async () => {
  const script = { submitLeg: [{ state: 'PENDING', retryAfterMs: 2 * HOUR } as const] };
  const history = await onSkippedTime(
    'refund-asked-to-wait',
    () => ({ script }),
    async (run) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
    },
  );
  if (history === undefined) return;
  const [sent = 0] = scheduledAt(toJsonHistory(history), 'submitLeg');
  const [asked = 0] = scheduledAt(toJsonHistory(history), 'queryLeg');
  expect(asked - sent).toBeGreaterThanOrEqual(2 * HOUR);
});

it('follows a webhook at once, without asking the channel', async () => {
  const script = { submitLeg: [leg('PENDING')] };
  const history = await onSkippedTime(
    'refund-by-webhook',
    () => ({ script }),
    async ({ fakes, handle, ...run }) => {
      await waitFor('the refund is sent', () => fakes.callsOf('close')[0]);
      setLeg(fakes.state, 'leg-1', { state: 'SUCCEEDED' });
      await handle.signal(refundUpdateSignal, { legId: 'leg-1' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('queryLeg')).toEqual([]);
    },
  );
  readable(history);
});

it('sends a leg again that was not sent', async () => {
  const script = { submitLeg: [leg('SUBMITTED'), leg('SUBMITTED')] };
  const history = await onSkippedTime(
    'refund-not-sent',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('submitLeg')).toHaveLength(3);
    },
  );
  readable(history);
});

it('asks about an ambiguous refund until the channel knows', async () => {
  const script = { submitLeg: [leg('AMBIGUOUS')], queryLeg: times(2, 'AMBIGUOUS') };
  const history = await onSkippedTime(
    'refund-ambiguous',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('submitLeg')).toHaveLength(1);
      expect(fakes.callsOf('queryLeg')).toHaveLength(3);
    },
  );
  readable(history);
});

it('needs a person when a channel never knows, and asks again when told to', async () => {
  const script = { submitLeg: [leg('AMBIGUOUS')], queryLeg: times(14, 'AMBIGUOUS') };
  const history = await onSkippedTime(
    'refund-unresolved',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN', 6 * HOUR);
      expect(fakes.state.flags).toEqual(['REFUND_UNRESOLVED']);
      const asked = fakes.callsOf('queryLeg').length;
      await run.pull({ kind: 'retryStep' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('queryLeg')).toHaveLength(asked + 1);
      expect(fakes.callsOf('submitLeg')).toHaveLength(1);
    },
  );
  readable(history);
});

it('needs a person when one of two refunds is refused for ever, who sends it anew', async () => {
  const script = { submitLeg: [leg('SUCCEEDED'), leg('FAILED')] };
  const state = { legs: [plannedLeg('leg-1', 8_000), plannedLeg('leg-2', 2_000)] };
  const history = await onSkippedTime(
    'refund-refused',
    () => ({ state, script }),
    async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN');
      expect(fakes.state.flags).toEqual(['REFUND_FAILED']);
      const failed = fakes.state.legs.find((known) => known.state === 'FAILED')?.legId ?? '';
      await run.pull({ kind: 'retryRefund', legId: failed });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED', refunded: 10_000 });
      expect(fakes.callsOf('submitLeg').at(-1)).toMatchObject({ legId: `${failed}-again` });
    },
  );
  readable(history);
});

it('ends once a refused refund was paid by hand', async () => {
  const script = { submitLeg: [leg('FAILED')] };
  const history = await onSkippedTime(
    'refund-by-hand',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN');
      await run.pull({ kind: 'recordManualRefund', legId: 'leg-1', reference: 'bank-77' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED', tenders: [{ state: 'MANUAL' }] });
      expect(fakes.callsOf('submitLeg')).toHaveLength(1);
    },
  );
  readable(history);
});

it('asks again about a refund whose answer did not match, when a person has looked', async () => {
  const script = { submitLeg: [leg('REVIEW')], queryLeg: [leg('REVIEW')] };
  const history = await onSkippedTime(
    'refund-mismatch',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN');
      expect(fakes.callsOf('queryLeg')).toEqual([]);
      await run.pull({ kind: 'retryStep' });
      await waitFor('it needs a person again', () => (fakes.state.flags.length === 2 ? true : undefined));
      await run.reaches('NEEDS_HUMAN');
      await run.pull({ kind: 'retryStep' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.state.flags).toEqual(['REFUND_MISMATCH', 'REFUND_MISMATCH']);
    },
  );
  readable(history);
});
