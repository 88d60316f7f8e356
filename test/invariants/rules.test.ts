import fc from 'fast-check';
import { legKeyOf } from '../../src/adapters/persistence/leg-identity';
import { mayReplay } from '../../src/adapters/persistence/key-retention';
import { refundStateOf } from '../../src/domain/cancellation-progress';
import { spacingLeft, whyNot } from '../../src/domain/channel-rules';
import type { ChannelCapabilities } from '../../src/domain/channel';
import { LEG_RANK, legAfter, lateNewsOf } from '../../src/domain/leg-state';
import { sum } from '../../src/domain/money';
import type { ChannelAnswer, LegState } from '../../src/domain/refund-leg';
import { leftOf } from '../../src/domain/refundable';
import { planRefund } from '../../src/domain/refund-plan';
import { tendersOf } from '../domain/order-arbitrary';
import { CAPABILITIES } from '../adapters/persistence/money/refund-desk';

/** A quote counts a capture that is under way as still authorized; the commit waits for its end before it plans. */
const HOLDING: readonly string[] = ['OPEN', 'CAPTURING'];

const RUNS = { numRuns: 1_000 };

const OUTCOMES = [
  ...(['succeeded', 'pending', 'requires_action', 'failed', 'closed', 'not_found', 'ambiguous'] as const),
  ...(['blocked', 'disputed', 'not_sent', 'rate_limited', 'mismatch'] as const),
];
const outcomes = fc.constantFrom<ChannelAnswer['outcome']>(...OUTCOMES);
const states = fc.constantFrom(...(Object.keys(LEG_RANK) as LegState[]));
const endedBefore = (state: LegState) => LEG_RANK[state] >= LEG_RANK.SUCCEEDED;
const tenderOrders = fc.constantFrom(...(['PROPORTIONAL', 'GIFT_FIRST', 'CARD_FIRST', 'REVERSE_OF_PAYMENT'] as const));

/** What needs the database is in model.test.ts; these are the same laws where they are pure. */
describe('the laws of refunds', () => {
  test('1: a plan never takes more of a capture than legs, others and disputes have left', () => {
    fc.assert(
      fc.property(tendersOf(), tenderOrders, fc.nat(90_000), (tenders, tenderOrder, refund) => {
        const { legs, missing } = planRefund({ order: { tenders }, refund, tenderOrder });
        expect(sum(legs.map(({ amount }) => amount)) + missing).toBe(refund);
        for (const capture of tenders.flatMap(({ captures }) => captures)) {
          const taken = legs.filter(({ kind, sourceId }) => kind === 'refund' && sourceId === capture.captureId);
          expect(sum(taken.map(({ amount }) => amount))).toBeLessThanOrEqual(leftOf(capture));
        }
      }),
      RUNS,
    );
  });

  test('3: a key follows from shop and leg alone, and no two legs share one', () => {
    const ids = fc.stringMatching(/^[a-z0-9_-]{1,20}\.[0-9a-f]{16}\/[1-9]$/);
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z0-9]{1,8}$/), ids), { selector: String }), (legs) => {
        const keys = legs.map(([shop, leg]) => legKeyOf(shop, leg));
        expect(new Set(keys).size).toBe(legs.length);
        expect(legs.map(([shop, leg]) => legKeyOf(shop, leg))).toEqual(keys);
      }),
      RUNS,
    );
  });

  test('5: an unclear answer never counts as failed, and not found proves nothing', () => {
    fc.assert(
      fc.property(states, fc.constantFrom('ambiguous', 'not_found', 'not_sent', 'rate_limited'), (state, outcome) => {
        const after = legAfter(state, { outcome });
        if (!endedBefore(state)) expect(['FAILED', 'CLOSED', 'SUCCEEDED']).not.toContain(after);
        else expect(after).toBe(state);
      }),
      RUNS,
    );
  });

  test('6: a key is sent again only while its channel surely remembers it', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 60 * day }), fc.nat(90 * day), (keyRetentionMs, age) => {
        const now = new Date(Date.UTC(2026, 0, 1));
        const firstSeenAt = new Date(now.getTime() - age);
        if (mayReplay({ keyRetentionMs, firstSeenAt, now })) expect(age).toBeLessThan(keyRetentionMs);
        expect(mayReplay({ keyRetentionMs: Infinity, firstSeenAt, now })).toBe(true);
      }),
      RUNS,
    );
  });

  test('8: an answer about another amount or payment is looked at by a person, never believed', () => {
    fc.assert(
      fc.property(states, (state) => {
        const after = legAfter(state, { outcome: 'mismatch' });
        expect(after).toBe(endedBefore(state) ? state : 'REVIEW');
      }),
      RUNS,
    );
  });

  test('9: messages in any order never take a leg back, and what contradicts its end is news, not a change', () => {
    fc.assert(
      fc.property(fc.array(outcomes, { maxLength: 12 }), (answers) => {
        let state: LegState = 'PLANNED';
        for (const outcome of answers) {
          const after = legAfter(state, { outcome });
          expect(LEG_RANK[after]).toBeGreaterThanOrEqual(LEG_RANK[state]);
          if (endedBefore(state)) expect(after).toBe(state);
          if (state === 'SUCCEEDED' && (outcome === 'failed' || outcome === 'closed')) {
            expect(lateNewsOf(state, { outcome })).toBe('RETURNED');
          }
          state = after;
        }
      }),
      RUNS,
    );
  });

  test('11: refunds of one payment that heed what is left to wait are never closer than the channel allows', () => {
    const gaps = fc.array(fc.nat(90_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(gaps, fc.constantFrom(0, 3_000, 60_000), (wishes, minIntervalMs) => {
        const sent: number[] = [];
        let now = 1_000_000;
        for (const wish of wishes) {
          now += wish;
          const last = sent.at(-1);
          const wait = spacingLeft({ minIntervalMs }, last === undefined ? null : new Date(last), new Date(now));
          if (wait === 0) sent.push(now);
          else now += wait;
        }
        sent.forEach((at, index) => {
          if (index > 0) expect(at - (sent[index - 1] ?? 0)).toBeGreaterThanOrEqual(minIntervalMs);
        });
      }),
      RUNS,
    );
  });

  test('12: what is only authorized is voided, never refunded, and what is captured is refunded, never voided', () => {
    fc.assert(
      fc.property(tendersOf(), tenderOrders, fc.nat(90_000), (tenders, tenderOrder, refund) => {
        const { legs } = planRefund({ order: { tenders }, refund, tenderOrder });
        const captures = new Set(tenders.flatMap((one) => one.captures.map(({ captureId }) => captureId)));
        const open = new Set(
          tenders.flatMap((one) =>
            one.authorizations
              .filter(({ state }) => HOLDING.includes(state))
              .map(({ authorizationId }) => authorizationId),
          ),
        );
        for (const { kind, sourceId } of legs) expect((kind === 'void' ? open : captures).has(sourceId)).toBe(true);
      }),
      RUNS,
    );
  });

  test('16: a refund is refused before it is sent once the channel’s window is over', () => {
    const now = new Date(Date.UTC(2026, 5, 1));
    fc.assert(
      fc.property(fc.nat(500 * 86_400_000), fc.integer({ min: 1, max: 400 }), (age, days) => {
        const channel: ChannelCapabilities = { ...CAPABILITIES, windowMs: days * 86_400_000 };
        const source = { amount: 900, capturedAt: new Date(now.getTime() - age), refunds: 0 };
        const leg = { kind: 'refund' as const, amount: 100, currency: 'EUR', idempotencyKey: 'rescind-0', source };
        expect(whyNot(channel, leg, now)).toBe(age > channel.windowMs ? 'WINDOW_OVER' : undefined);
      }),
      RUNS,
    );
  });

  test('17: refunds read as complete only when every leg that counts is at its end', () => {
    const legs = fc.array(fc.record({ state: states, isReplaced: fc.boolean() }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(legs, (drafts) => {
        const progress = drafts.map(({ state, isReplaced }) => (isReplaced ? { state, replacedBy: 'x' } : { state }));
        const live = drafts.filter(({ isReplaced }) => !isReplaced);
        const allPaid = live.every(({ state }) => state === 'SUCCEEDED' || state === 'MANUAL');
        expect(refundStateOf(progress) === 'COMPLETED').toBe(live.length > 0 && allPaid);
      }),
      RUNS,
    );
  });
});
