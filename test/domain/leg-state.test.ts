import fc from 'fast-check';
import { legAfter, lateNewsOf, LEG_RANK } from '../../src/domain/leg-state';
import type { ChannelAnswer, LegState } from '../../src/domain/refund-leg';
import { FINAL_STATES, RELEASING_STATES } from '../../src/domain/refund-leg';

const OUTCOMES: readonly ChannelAnswer['outcome'][] = [
  'succeeded',
  'pending',
  'requires_action',
  'failed',
  'closed',
  'not_found',
  'ambiguous',
  'blocked',
  'not_sent',
  'rate_limited',
  'mismatch',
];
const STATES = Object.keys(LEG_RANK) as LegState[];
const answers = fc.array(fc.constantFrom(...OUTCOMES), { maxLength: 12 });

function after(state: LegState, outcomes: readonly ChannelAnswer['outcome'][]): LegState {
  return outcomes.reduce((reached, outcome) => legAfter(reached, { outcome }), state);
}

test('no message takes a leg back, in whatever order and however often it comes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...STATES), answers, (state, outcomes) => {
      let reached = state;
      for (const outcome of outcomes) {
        const next = legAfter(reached, { outcome });
        expect(LEG_RANK[next]).toBeGreaterThanOrEqual(LEG_RANK[reached]);
        expect(legAfter(next, { outcome })).toBe(next);
        reached = next;
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a channel with one end reaches it under every order of its messages', () => {
  const story = fc.constantFrom<[ChannelAnswer['outcome'], LegState][]>(
    ['succeeded', 'SUCCEEDED'],
    ['failed', 'FAILED'],
    ['closed', 'CLOSED'],
  );
  const noise = fc.array(
    fc.constantFrom<ChannelAnswer['outcome'][]>(
      'pending',
      'ambiguous',
      'not_found',
      'blocked',
      'rate_limited',
      'not_sent',
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(story, noise, noise, fc.integer({ min: 1, max: 3 }), (...[[end, state], before, behind, times]) => {
      const ends = Array.from({ length: times }, () => end);
      expect(after('SUBMITTED', [...before, ...ends, ...behind])).toBe(state);
    }),
    { numRuns: 1_000 },
  );
});

test('an end is never left', () => {
  for (const state of FINAL_STATES) for (const outcome of OUTCOMES) expect(legAfter(state, { outcome })).toBe(state);
});

test('only a definite failure releases the money: not found, no answer and a receipt do not', () => {
  const releasing = OUTCOMES.filter((outcome) =>
    (RELEASING_STATES as readonly LegState[]).includes(legAfter('AMBIGUOUS', { outcome })),
  );
  expect(releasing).toEqual(['failed', 'closed']);
});

test.each<[LegState, ChannelAnswer['outcome'], LegState]>([
  ['SUBMITTED', 'pending', 'PENDING'],
  ['SUBMITTED', 'ambiguous', 'AMBIGUOUS'],
  ['SUBMITTED', 'not_sent', 'SUBMITTED'],
  ['SUBMITTED', 'rate_limited', 'SUBMITTED'],
  ['SUBMITTED', 'not_found', 'AMBIGUOUS'],
  ['PLANNED', 'not_found', 'PLANNED'],
  ['AMBIGUOUS', 'not_found', 'AMBIGUOUS'],
  ['PENDING', 'not_found', 'PENDING'],
  ['PENDING', 'ambiguous', 'PENDING'],
  ['PENDING', 'blocked', 'BLOCKED'],
  ['BLOCKED', 'pending', 'PENDING'],
  ['PENDING', 'requires_action', 'PENDING'],
  ['PENDING', 'mismatch', 'REVIEW'],
  ['REVIEW', 'pending', 'REVIEW'],
  ['REVIEW', 'succeeded', 'SUCCEEDED'],
])('%s, on %s, is %s', (state, outcome, expected) => {
  expect(legAfter(state, { outcome })).toBe(expected);
});

test.each<[LegState, ChannelAnswer['outcome'], string | undefined]>([
  ['SUCCEEDED', 'failed', 'RETURNED'],
  ['SUCCEEDED', 'closed', 'RETURNED'],
  ['SUCCEEDED', 'succeeded', undefined],
  ['SUCCEEDED', 'mismatch', 'CONTRADICTED'],
  ['FAILED', 'succeeded', 'PAID_AFTER_ALL'],
  ['CLOSED', 'succeeded', 'PAID_AFTER_ALL'],
  ['FAILED', 'failed', undefined],
  ['MANUAL', 'succeeded', 'PAID_TWICE'],
  ['MANUAL', 'failed', undefined],
  ['PENDING', 'failed', undefined],
  ['REVIEW', 'mismatch', undefined],
])('%s, then %s, is the late news %s', (state, outcome, news) => {
  expect(lateNewsOf(state, { outcome })).toBe(news);
});
