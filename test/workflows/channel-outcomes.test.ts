import type { LegStepResult, PaymentInFlight } from '../../activities/contract';
import { explainMarkdown } from '../../src/domain/explain/explain-markdown';
import type { LegState } from '../../src/domain/refund-leg';
import { progressQuery, refundUpdateSignal } from '../../workflows/cancel-order/messages';
import { giveElsewhere, type FakeState, plannedLeg, setLeg } from '../support/fake-book';
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

describe('what others give back while a leg waits', () => {
  /** The dispute is lost; the next day the books say so, and have planned a leg for the rest. */
  const lost = (state: () => FakeState | undefined, rest: number) => () => {
    const book = state();
    if (book !== undefined) giveElsewhere(book, 'leg-1', rest);
    return Promise.resolve(leg('CLOSED', { code: 'DISPUTE_LOST' }));
  };

  it('by a dispute that is lost lowers the refund; the rest goes out, and no person is needed', async () => {
    let book: FakeState | undefined;
    const script = { submitLeg: [leg('DISPUTED')], queryLeg: [leg('DISPUTED'), lost(() => book, 6_500)] };
    const history = await onSkippedTime(
      'refund-disputed-lost-in-part',
      () => ({ script }),
      async ({ fakes, ...run }) => {
        book = fakes.state;
        expect(await run.outcome()).toMatchObject({
          ...{ outcome: 'SETTLED', refunded: 6_500 },
          tenders: [{ tenderId: 't-leg-1', state: 'SUCCEEDED', amount: 6_500 }],
        });
        expect(fakes.callsOf('submitLeg').map(({ legId }) => legId)).toEqual(['leg-1', 'leg-1-rest']);
        expect(fakes.state.flags).toEqual([]);
      },
    );
    readable(history);
  });

  it('in full leaves nothing to refund', async () => {
    let book: FakeState | undefined;
    const state = { legs: [plannedLeg('leg-1', 8_000), plannedLeg('leg-2', 2_000)] };
    const sent = ({ legId }: { legId: string }) => Promise.resolve(leg(legId === 'leg-1' ? 'DISPUTED' : 'SUCCEEDED'));
    const script = { submitLeg: [sent, sent], queryLeg: [lost(() => book, 0)] };
    const history = await onSkippedTime(
      'refund-disputed-lost',
      () => ({ state, script }),
      async ({ fakes, ...run }) => {
        book = fakes.state;
        expect(await run.outcome()).toMatchObject({
          outcome: 'SETTLED',
          refunded: 2_000,
          tenders: [{ amount: 2_000 }],
        });
        expect(fakes.state.flags).toEqual([]);
      },
    );
    readable(history);
  });

  it('in the provider’s dashboard is found before the leg is sent', async () => {
    let book: FakeState | undefined;
    const script = {
      submitLeg: [
        () => {
          if (book !== undefined) giveElsewhere(book, 'leg-1', 0);
          return Promise.resolve(leg('CLOSED', { code: 'REFUNDED_ELSEWHERE' }));
        },
      ],
    };
    const history = await onSkippedTime(
      'refunded-elsewhere',
      () => ({ script }),
      async ({ fakes, ...run }) => {
        book = fakes.state;
        expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED', refunded: 0, tenders: [] });
        expect(fakes.state.flags).toEqual([]);
      },
    );
    readable(history);
  });

  it('of a payout whose destination was approved for all of it is a person’s', async () => {
    const script = { submitLeg: [leg('CLOSED', { code: 'DISPUTE_LOST' })] };
    const history = await onSkippedTime(
      'payout-given-elsewhere-in-part',
      () => ({ script }),
      async ({ fakes, ...run }) => {
        await run.reaches('NEEDS_HUMAN');
        expect(fakes.state.flags).toEqual(['REFUND_FAILED']);
        await run.pull({ kind: 'recordManualRefund', legId: 'leg-1', reference: 'bank-77' });
        expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      },
    );
    readable(history);
  });
});

it('tells the fee and what was spent of a bought gift card apart', async () => {
  const state = { kept: { fee: 1_500, giftSpent: 1_200 } };
  const history = await onSkippedTime(
    'gift-card-spent',
    () => ({ state, script: { submitLeg: [leg('PENDING')] } }),
    async ({ handle, fakes, ...run }) => {
      await waitFor('it is committed', () => fakes.callsOf('close')[0]);
      const view = await handle.query(progressQuery);
      expect(view).toMatchObject({ fee: 1_500, giftSpent: 1_200 });
      const told = explainMarkdown(view, 'en');
      expect(told).toContain('| Kept | Cancellation fee kept: USD 3.00 |');
      expect(told).toContain(
        '| Kept | Spent from the gift card that was bought, so it does not come back: USD 12.00 |',
      );
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
