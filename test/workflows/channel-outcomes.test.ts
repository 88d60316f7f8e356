import type { LegStepResult, PaymentInFlight } from '../../activities/contract';
import type { LegState } from '../../src/domain/refund-leg';
import { refundUpdateSignal } from '../../workflows/cancel-order/messages';
import { plannedLeg, setLeg } from '../support/fake-book';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { DAY, HOUR, onSkippedTime } from '../support/skipped-time';
import { waitFor } from '../support/wait-for';

quietRuntime();

const leg = (state: LegState, more: Partial<LegStepResult> = {}): LegStepResult => ({
  state,
  retryAfterMs: 0,
  ...more,
});
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const PAYMENT: PaymentInFlight = { tenderId: 't-1', channel: 'sandbox', sourceId: 'auth-1', currency: 'USD' };
const IN_FLIGHT = { outcome: 'in_flight', payments: [PAYMENT] } as const;
const CONSENT = { givenAt: '2026-03-02T09:00:00.000Z', evidence: { kind: 'MAIL', reference: 'doc-1' } };

function readable(history: unknown): void {
  if (history !== undefined) expect(history).toBeReadable();
}

it('reads a capture that is under way anew, and commits once it has ended', async () => {
  const script = {
    commit: times(3, IN_FLIGHT),
    readPayment: [
      ...times(2, { state: 'capturing', retryAfterMs: 0 } as const),
      { state: 'captured', retryAfterMs: 0 } as const,
    ],
  };
  const history = await onSkippedTime(
    'capture-in-flight',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('commit')).toHaveLength(4);
      expect(fakes.callsOf('readPayment')).toMatchObject(times(3, PAYMENT));
      expect(fakes.state.flags).toEqual([]);
    },
  );
  readable(history);
});

it('commits at once when a channel tells that the capture has ended', async () => {
  const script = { commit: [IN_FLIGHT], readPayment: [{ state: 'capturing', retryAfterMs: 12 * HOUR } as const] };
  const history = await onSkippedTime(
    'capture-in-flight-told',
    () => ({ script }),
    async ({ fakes, handle, startedAt, ...run }) => {
      await waitFor('the payment is read', () => fakes.callsOf('readPayment')[0]);
      await handle.signal(refundUpdateSignal, {});
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      const { closeTime } = await handle.describe();
      expect((closeTime?.getTime() ?? Infinity) - startedAt).toBeLessThan(HOUR);
    },
  );
  readable(history);
});

it('needs a person when a capture never ends, and reads it again when told to', async () => {
  const script = {
    commit: times(14, IN_FLIGHT),
    readPayment: times(14, { state: 'capturing', retryAfterMs: 0 } as const),
  };
  const history = await onSkippedTime(
    'capture-never-ends',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN', 6 * HOUR);
      expect(fakes.state.flags).toEqual(['CAPTURE_IN_FLIGHT']);
      await run.pull({ kind: 'retryStep' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
    },
  );
  readable(history);
});

it('refunds what was captured before its void came', async () => {
  const state = { legs: [{ ...plannedLeg('leg-1', 10_000), kind: 'void' as const }] };
  const script = { submitLeg: [leg('FAILED', { code: 'ALREADY_CAPTURED' })] };
  const history = await onSkippedTime(
    'void-overtaken',
    () => ({ state, script }),
    async ({ fakes, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED', tenders: [{ state: 'SUCCEEDED' }] });
      expect(fakes.callsOf('refundInstead')).toMatchObject([{ legId: 'leg-1' }]);
      expect(fakes.callsOf('submitLeg').at(-1)).toMatchObject({ legId: 'leg-1-instead' });
      expect(fakes.state.flags).toEqual([]);
    },
  );
  readable(history);
});

it('needs a person for a void that failed for any other reason', async () => {
  const state = { legs: [{ ...plannedLeg('leg-1', 10_000), kind: 'void' as const }] };
  const script = { submitLeg: [leg('FAILED', { code: 'payment_unknown' })] };
  const history = await onSkippedTime(
    'void-refused',
    () => ({ state, script }),
    async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN');
      expect(fakes.state.flags).toEqual(['REFUND_FAILED']);
      expect(fakes.callsOf('refundInstead')).toEqual([]);
      await run.pull({ kind: 'recordManualRefund', legId: 'leg-1', reference: 'bank-77' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
    },
  );
  readable(history);
});

it('asks daily about a disputed payment, and goes on when the dispute is won', async () => {
  const script = { submitLeg: [leg('DISPUTED')], queryLeg: times(20, leg('DISPUTED')) };
  const history = await onSkippedTime(
    'refund-disputed-won',
    () => ({ script }),
    async ({ fakes, startedAt, handle, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      const { closeTime } = await handle.describe();
      expect((closeTime?.getTime() ?? 0) - startedAt).toBeGreaterThanOrEqual(21 * DAY);
      expect(fakes.callsOf('queryLeg')).toHaveLength(21);
      expect(fakes.state.flags).toEqual([]);
    },
  );
  readable(history);
});

it('needs a person when a dispute outlasts its patience', async () => {
  const script = { submitLeg: [leg('DISPUTED')], queryLeg: times(60, leg('DISPUTED')) };
  const history = await onSkippedTime(
    'refund-disputed-for-long',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN', 5 * DAY);
      expect(fakes.state.flags).toEqual(['REFUND_DISPUTED']);
      await run.pull({ kind: 'retryStep' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
    },
  );
  readable(history);
});

it('does not tire of a channel that wants time between two refunds', async () => {
  const script = { submitLeg: times(40, leg('PLANNED', { waited: true, retryAfterMs: 60_000 })) };
  const history = await onSkippedTime(
    'refund-spaced',
    () => ({ script }),
    async ({ fakes, startedAt, handle, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('submitLeg')).toHaveLength(41);
      expect(fakes.state.flags).toEqual([]);
      const { closeTime } = await handle.describe();
      expect((closeTime?.getTime() ?? Infinity) - startedAt).toBeLessThan(2 * HOUR);
    },
  );
  readable(history);
});

it('stays with the person while a route is only asked for, and pays out through its own channel once approved', async () => {
  const script = { submitLeg: [leg('FAILED')] };
  const history = await onSkippedTime(
    'refund-by-another-route',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN');
      const route = {
        kind: 'chooseAlternateRoute',
        legId: 'leg-1',
        route: 'BANK_TRANSFER',
        destinationId: 'd-1',
      } as const;
      await run.pull({ ...route, consent: CONSENT });
      await run.pull({ kind: 'approveRoute', approvalId: 'a-1', decision: 'REFUSED' });
      await run.reaches('NEEDS_HUMAN');
      expect(fakes.state.flags).toEqual(['REFUND_FAILED']);
      await run.pull({ kind: 'approveRoute', approvalId: 'a-2', decision: 'APPROVED' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('submitLeg').at(-1)).toMatchObject({ legId: 'leg-1-payout' });
    },
  );
  readable(history);
});

it('goes on with money that came back before the proof', async () => {
  const script = { prove: [{ outcome: 'differs', differences: ['REPAIR_OPEN:leg-1'] } as const] };
  const history = await onSkippedTime(
    'returned-before-the-proof',
    () => ({ script }),
    async ({ fakes, ...run }) => {
      await waitFor('the first proof is refused', () => fakes.callsOf('prove')[0]);
      setLeg(fakes.state, 'leg-1', { returned: true });
      await run.handle.signal(refundUpdateSignal, { legId: 'leg-1' });
      await run.reaches('NEEDS_HUMAN');
      expect(fakes.state.flags).toEqual(['REFUND_RETURNED']);
      await run.pull({ kind: 'approveRoute', approvalId: 'a-1', decision: 'APPROVED' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(fakes.callsOf('submitLeg').at(-1)).toMatchObject({ legId: 'leg-1-payout' });
    },
  );
  readable(history);
});
