import type { Calendar } from '../../src/domain/calendar';
import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';
import { validatePolicy } from '../../src/domain/policy-check';
import { explain } from '../../src/domain/explain/explain';
import { explainMarkdown } from '../../src/domain/explain/explain-markdown';
import { extendedDeadline, offerMsOf, resumedDeadline, type OfferState } from '../../src/domain/offer';
import { aView } from './views';

const HOUR = 3_600_000;
const OFFICE = {
  timeZone: 'UTC',
  weekly: { monday: [{ from: '09:00', to: '17:00' }], tuesday: [{ from: '09:00', to: '17:00' }] },
  holidays: [],
};
const MONDAY = '2026-03-02';

test('a customer has a day for an offer where the policy says nothing, and none where it says zero', () => {
  expect(offerMsOf(DEFAULT_POLICY)).toBe(24 * HOUR);
  expect(offerMsOf({ offerMs: 0 })).toBe(0);
});

test.each<[string, number, Calendar | null, string]>([
  ['what was left', 2 * HOUR, null, `${MONDAY}T18:00:00.000Z`],
  ['a quarter of an hour at least', 1, null, `${MONDAY}T16:15:00.000Z`],
  ['of business time, where it is counted in that', 2 * HOUR, OFFICE, '2026-03-03T10:00:00.000Z'],
])('the merchant’s clock goes on with %s', (_what, ...[leftMs, calendar, expected]) => {
  const from = new Date(`${MONDAY}T16:00:00Z`);
  expect(resumedDeadline({ from, leftMs, calendar }).toISOString()).toBe(expected);
});

test('a deadline is put off in its own kind of time', () => {
  const ask = { deadline: new Date(`${MONDAY}T16:30:00Z`), minutes: 60 };
  expect(extendedDeadline({ ...ask, calendar: null }).toISOString()).toBe(`${MONDAY}T17:30:00.000Z`);
  expect(extendedDeadline({ ...ask, calendar: OFFICE }).toISOString()).toBe('2026-03-03T09:30:00.000Z');
});

test.each([
  [{ offerMs: -1 }, { field: 'offerMs', code: 'NEGATIVE' }],
  [{ offerMs: 0.5 }, { field: 'offerMs', code: 'NOT_WHOLE' }],
  [{ extensionMinutes: 10_081 }, { field: 'extensionMinutes', code: 'TOO_GREAT' }],
  [{ extensionMinutes: -1 }, { field: 'extensionMinutes', code: 'NEGATIVE' }],
] as const)('the policy %j is refused', (wrong, problem) => {
  expect(validatePolicy({ ...DEFAULT_POLICY, ...wrong })).toEqual([problem]);
});

describe('an offer is told', () => {
  const viewWith = (state: OfferState, over = {}) =>
    aView({
      ...{
        state: 'OFFERED',
        waitingOn: 'CUSTOMER',
        mayAnswerOffer: state === 'OPEN',
        deadline: '2026-09-25T15:30:00.000Z',
      },
      offer: {
        ...{ offerId: 'ofr_1', merchantId: 'M1', deadline: '2026-09-25T15:30:00.000Z', state },
        terms: { kind: 'PARTIAL_REFUND', amount: 2_000, currency: 'USD' },
      },
      ...over,
    });

  it.each([
    ['en', 'customer', 'Offer: partial refund of USD 20.00, waiting for an answer'],
    ['en', 'customer', 'You may accept the offer and keep your order, or decline it'],
    ['en', 'merchant', 'Offer: partial refund of USD 20.00, waiting for an answer'],
    ['en', 'support', 'Offer: partial refund of USD 20.00, waiting for an answer'],
    ['zh', 'customer', '商家提议：部分退款 USD 20.00，等待答复'],
    ['zh', 'customer', '您可以接受提议并保留订单，也可以谢绝'],
  ] as const)('in %s, to the %s: %s', (locale, audience, line) => {
    expect(explain(viewWith('OPEN'), locale, audience).details).toContain(line);
  });

  it('with what happens when nobody answers, and in the Web UI', () => {
    const { headline } = explain(viewWith('OPEN'), 'en', 'customer');
    expect(headline).toContain('until 2026-09-25 15:30 UTC; with no answer, it goes back to the merchant');
    expect(explainMarkdown(viewWith('OPEN'), 'en')).toContain('| Offer | partial refund of USD 20.00, waiting');
  });

  it.each(['en', 'zh'] as const)('apart from a withdrawal once it is accepted, in %s', (locale) => {
    const ended = { state: 'WITHDRAWN', waitingOn: 'NONE' } as const;
    for (const audience of ['customer', 'merchant', 'support'] as const) {
      const accepted = explain(viewWith('ACCEPTED', ended), locale, audience).headline;
      expect(accepted).toMatch(/offer|提议/);
      expect(explain(viewWith('EXPIRED', ended), locale, audience).headline).not.toBe(accepted);
      expect(explain(aView(ended), locale, audience).headline).not.toMatch(/offer|提议/);
    }
  });
});
