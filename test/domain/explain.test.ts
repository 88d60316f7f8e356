import fc from 'fast-check';
import { CANCELLATION_STATES, type CancellationState } from '../../src/domain/cancellation';
import type { CancellationView } from '../../src/domain/cancellation-view';
import type { TimeoutOutcome } from '../../src/domain/policy';
import { explain } from '../../src/domain/explain/explain';
import { explainMarkdown } from '../../src/domain/explain/explain-markdown';
import { refusalText } from '../../src/domain/explain/refusals';
import { stuckText } from '../../src/domain/explain/stuck';
import { REFUSAL_CODES } from '../../src/domain/refusals';
import { aView, anyView, DEADLINE, STUCK_CAUSES } from './views';

const LOCALES = ['en', 'zh'] as const;
const AUDIENCES = ['support', 'merchant', 'customer'] as const;
const TIMEOUTS: readonly TimeoutOutcome[] = ['APPROVE', 'REJECT', 'ESCALATE'];

/** States in which a clock runs towards something, for every audience. */
const CLOCKED: readonly CancellationState[] = [
  'AWAITING_DECISION',
  'OFFERED',
  'ARBITRATION',
  'INTERCEPTING',
  'AWAITING_RETURN',
];

/** Who acts, as each audience's English headline names him. */
const ACTOR: Readonly<Partial<Record<CancellationState, RegExp>>> = {
  REQUESTED: /Rescind|being checked|We/,
  AWAITING_DECISION: /merchant|Your decision/,
  OFFERED: /customer|please answer/,
  ARBITRATION: /arbiter|We/,
  INTERCEPTING: /carrier/,
  AWAITING_RETURN: /carrier|please record|parcel/,
  REFUNDING: /channels|Rescind|we /,
  NEEDS_HUMAN: /person|[Ss]upport/,
};

const everySentence = CANCELLATION_STATES.flatMap((state) =>
  LOCALES.flatMap((locale) => AUDIENCES.map((audience) => ({ state, locale, audience }))),
);

test.each(everySentence)('$state has a sentence in $locale for $audience', ({ state, locale, audience }) => {
  const stuck = { cause: 'REFUND_FAILED', since: DEADLINE } as const;
  const { headline } = explain(aView({ state, stuck, denial: 'ORDER_SHIPPED' }), locale, audience);
  expect(headline.length).toBeGreaterThan(5);
  expect(headline).not.toMatch(/undefined|\[object|\$/);
  if (locale === 'en') expect(headline).toMatch(ACTOR[state] ?? /./);
  else expect(headline).toMatch(/\p{Script=Han}/u);
  if (CLOCKED.includes(state)) expect(headline).toContain('2026-09-25 15:30 UTC');
});

test('where a decision is awaited every audience reads what happens without one', () => {
  const words = {
    en: { APPROVE: 'approved automatically', REJECT: 'rejected automatically', ESCALATE: 'a person' },
    zh: { APPROVE: '自动同意', REJECT: '自动拒绝', ESCALATE: '人工' },
  };
  for (const locale of LOCALES)
    for (const audience of AUDIENCES)
      for (const onTimeout of TIMEOUTS)
        expect(explain(aView({ onTimeout }), locale, audience).headline).toContain(words[locale][onTimeout]);
});

test('an arbiter’s silence decides only where the policy says so', () => {
  const said = (onTimeout?: TimeoutOutcome) => {
    const { onTimeout: _given, ...view } = aView({ state: 'ARBITRATION' });
    return explain(onTimeout === undefined ? view : { ...view, onTimeout }, 'en', 'customer').headline;
  };
  expect(said()).toBe(
    'We are deciding on your request ourselves until 2026-09-25 15:30 UTC; after that, a person looks into it',
  );
  expect(said('REJECT')).toMatch(/with no ruling, the order goes ahead$/);
  expect(said('APPROVE')).toMatch(/it is approved automatically$/);
});

test('what a customer may do by right, and against a no, is told, and a merchant’s words are not', () => {
  const escalation = { allowedUntil: '2026-09-25T15:30:00.000Z' };
  const parts = [
    { merchantId: 'M1', decision: 'REJECTED', rejectionReason: 'IN_PRODUCTION', message: 'Sorry, Ann' },
    { merchantId: 'M2', decision: 'REJECTED', rejectionReason: 'OTHER' },
  ] as const;
  const told = (locale: 'en' | 'zh') =>
    explain(aView({ state: 'REJECTED', parts, escalation }), locale, 'customer').details;
  expect(told('en')).toEqual(
    expect.arrayContaining([
      'The merchant’s reason: it is being made',
      'This rejection can be taken to arbitration until 2026-09-25 15:30 UTC',
    ]),
  );
  expect(told('zh')).toEqual(
    expect.arrayContaining(['商家的理由：制作中', '可在 2026-09-25 15:30 UTC 前就该拒绝申请仲裁']),
  );
  expect([...told('en'), ...told('zh')].join(' ')).not.toMatch(/Ann|another one|其他/);
  const linked = explain(
    aView({ statutory: true, escalation: { escalates: 'O1.a', escalatedBy: 'O1.b' } }),
    'en',
    'customer',
  );
  expect(linked.details.slice(0, 3)).toEqual([
    'Withdrawn by right: no approval is needed and no fee is kept',
    'Takes the rejection O1.a to arbitration; the ruling is final',
    'Taken to arbitration as O1.b',
  ]);
  const reopened = {
    escalates: 'O1.a',
    reopens: true,
    escalatedBy: 'O1.b',
    reopened: true,
    reopeningReason: 'Ann wrote',
  } as const;
  const again = (locale: 'en' | 'zh') =>
    explain(aView({ escalation: reopened }), locale, 'support').details.filter((line) => line.includes('O1.'));
  expect(again('en')).toEqual([
    'Decides O1.a again, which had ended and was reopened',
    'Reopened: it is decided again as O1.b',
  ]);
  expect(again('zh')).toEqual(['重新裁定此前已结束并获准重开的 O1.a', '已重开，正重新裁定：O1.b']);
});

test('every clock names its outcome', () => {
  const outcomes = CLOCKED.map((state) => explain(aView({ state }), 'en', 'support').headline);
  expect(outcomes).toEqual([
    'Waiting for merchant M1 until 2026-09-25 15:30 UTC; with no answer, it is approved automatically',
    "Waiting for the customer to answer the merchant's offer until 2026-09-25 15:30 UTC; with no answer, it goes back to the merchant",
    "Waiting for an arbiter's decision until 2026-09-25 15:30 UTC; with no answer, it is approved automatically",
    'Waiting for the carrier to stop the parcel until 2026-09-25 15:30 UTC; after that, a person looks into it',
    'Waiting for the carrier to bring the parcel back until 2026-09-25 15:30 UTC; after that, it ends without a refund',
  ]);
});

test('what has ended or needs a person names no deadline, and no clock names none', () => {
  for (const state of ['DENIED', 'REJECTED', 'UPHELD', 'WITHDRAWN', 'NOT_STOPPED', 'SETTLED', 'NEEDS_HUMAN'] as const) {
    for (const audience of AUDIENCES) expect(explain(aView({ state }), 'en', audience).headline).not.toContain('2026');
  }
  const { deadline: _deadline, ...endless } = aView();
  expect(explain(endless, 'en', 'support').headline).toBe('Waiting for merchant M1');
});

test('nobody is told of money that comes back, or is kept, where the order goes ahead', () => {
  for (const state of CANCELLATION_STATES) {
    const isAhead = ['DENIED', 'REJECTED', 'UPHELD', 'WITHDRAWN', 'NOT_STOPPED'].includes(state);
    for (const audience of AUDIENCES) {
      const { details } = explain(aView({ state, refund: 8_123, fee: 417 }), 'en', audience);
      expect([state, audience, /81\.23|4\.17/.test(details.join())]).toEqual([state, audience, !isAhead]);
    }
  }
});

test('support reads parts, legs, cause and lever; a customer never reads of our machinery', () => {
  const view = aView({
    state: 'NEEDS_HUMAN',
    waitingOn: 'OPERATOR',
    fee: 500,
    stuck: { cause: 'REFUND_FAILED', since: DEADLINE, step: 'submitLeg' },
    parts: [{ merchantId: 'M1', decision: 'APPROVED' }],
    legs: [
      {
        legId: 'g1',
        tenderId: 'T1',
        channel: 'card',
        kind: 'refund',
        state: 'FAILED',
        amount: 8_000,
        providerRef: 're_1',
      },
    ],
    mayWithdraw: false,
  });
  expect(explain(view, 'en', 'support')).toEqual({
    headline: 'Needs a person: a channel refused a refund for good; no money moved',
    details: [
      'Order O1, whole',
      'Reason: changed mind',
      'Lever retryRefund for a new try to the same payment, chooseAlternateRoute for another way with consent, or ' +
        'recordManualRefund once it was paid back by hand',
      'Step: submitLeg',
      'Since 2026-09-25 15:30 UTC',
      'Comes back to the customer: USD 80.00',
      'Cancellation fee kept: USD 5.00',
      'merchant M1: approved',
      'Refund of USD 80.00 via card (tender T1): FAILED, failed, no money moved, reference re_1',
    ],
  });
  const customer = JSON.stringify(explain(view, 'en', 'customer'));
  expect(customer).not.toMatch(/ever|T1|M1|submitLeg/);
});

test('a merchant reads of no other merchant and of no payment', () => {
  const parts = [
    { merchantId: 'M1', decision: 'PENDING' },
    { merchantId: 'M2', decision: 'REJECTED' },
  ] as const;
  expect(JSON.stringify(explain(aView({ parts }), 'en', 'merchant'))).not.toMatch(/M2|tender/);
});

test('every refusal and every cause of being stuck has its own sentence and help in both languages', () => {
  for (const locale of LOCALES) {
    const refusals = REFUSAL_CODES.map((code) => refusalText(code, locale));
    expect(new Set(refusals.map(({ sentence }) => sentence)).size).toBe(REFUSAL_CODES.length);
    expect(refusals.every(({ sentence, whatToDo }) => /[.。]$/.test(sentence) && /[.。]$/.test(whatToDo))).toBe(true);
    const causes = STUCK_CAUSES.map((cause) => stuckText(cause, locale));
    expect(new Set(causes.map(({ cause }) => cause)).size).toBe(STUCK_CAUSES.length);
    expect(causes.every(({ lever }) => /arbitrate|resolve|record|retry|choose/.test(lever))).toBe(true);
  }
});

test('current details are a bold headline and a table', () => {
  const legs = [
    { legId: 'g1', tenderId: 'T1', channel: 'card', kind: 'refund', state: 'PENDING', amount: 8_000 },
  ] as const;
  expect(explainMarkdown(aView({ legs }), 'en').split('\n')).toEqual([
    '**Waiting for merchant M1 until 2026-09-25 15:30 UTC; with no answer, it is approved automatically**',
    '',
    '| Step | State |',
    '| --- | --- |',
    '| merchant M1 | waiting for a decision, until 2026-09-25 15:30 UTC |',
    '| Refund of USD 80.00 via card | accepted, on its way |',
  ]);
});

test('current details never hold a dollar sign or a tag, stay below 2,000 bytes and begin in bold', () => {
  fc.assert(
    fc.property(anyView, fc.constantFrom(...LOCALES), (view, locale) => {
      const text = explainMarkdown(view, locale);
      expect(text).not.toMatch(/[$<>]/);
      expect(Buffer.byteLength(text)).toBeLessThan(2_000);
      expect(text).toMatch(/^\*\*[^*]+\*\*(\n|$)/);
      const table = text.split('\n').slice(2);
      expect(table.every((row) => row.split('|').length === 4)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test.each(['🛒', '商', 'x'])(
  'current details of a great many long rows of %s are cut, and say how many are left',
  (sign) => {
    const legs = Array.from({ length: 60 }, (_, index) => ({
      ...{ legId: `g${index}`, tenderId: sign.repeat(80), channel: sign.repeat(80), kind: 'refund', state: 'PENDING' },
      amount: index + 1,
    })) as CancellationView['legs'];
    const text = explainMarkdown(aView({ legs }), 'en');
    expect(Buffer.byteLength(text)).toBeLessThan(2_000);
    expect(text).toMatch(/\| … \| \d+ more \|$/);
  },
);

test('explaining is total: any view in any language for anybody', () => {
  fc.assert(
    fc.property(anyView, fc.constantFrom(...LOCALES), fc.constantFrom(...AUDIENCES), (view, locale, audience) => {
      const { headline, details } = explain(view, locale, audience);
      expect([headline, ...details].every((line) => line.trim() !== '')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
