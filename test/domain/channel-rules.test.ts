import fc from 'fast-check';
import type { ChannelCapabilities } from '../../src/domain/channel';
import { spacingLeft, whyNot, type LegToSend } from '../../src/domain/channel-rules';
import { minutesLater } from './orders';

const DAY = 86_400_000;
const now = minutesLater(0);

const channel: ChannelCapabilities = {
  channel: 'strict',
  kinds: ['refund', 'void'],
  partial: true,
  maxRefunds: 50,
  minIntervalMs: 60_000,
  windowMs: 365 * DAY,
  callsPerSecond: 150,
  currencies: ['CNY'],
  keyRetentionMs: Infinity,
  keyMaxLength: 64,
  keyCharset: '0-9A-Za-z_-',
  queryMode: 'ownRef',
  firstQueryDelayMs: 1_000,
  completion: 'async',
  reconcile: 'query',
  arrivalDays: [0, 3],
};

const leg: LegToSend = {
  kind: 'refund',
  amount: 100,
  currency: 'CNY',
  idempotencyKey: 'rescind-00ff',
  source: { amount: 500, capturedAt: new Date(now.getTime() - 364 * DAY), refunds: 49 },
};

const source = (over: Partial<LegToSend['source']>): Partial<LegToSend> => ({ source: { ...leg.source, ...over } });

test('a leg within all limits may go', () => {
  expect(whyNot(channel, leg, now)).toBeUndefined();
});

test.each<[string, Partial<ChannelCapabilities>, Partial<LegToSend>]>([
  ['KIND_NOT_SUPPORTED', {}, { kind: 'payout' }],
  ['CURRENCY_NOT_TAKEN', {}, { currency: 'USD' }],
  ['KEY_UNFIT', { keyMaxLength: 11 }, {}],
  ['KEY_UNFIT', { keyCharset: '0-9a-z' }, {}],
  ['NOT_PARTIAL', { partial: false }, {}],
  ['WINDOW_OVER', {}, source({ capturedAt: new Date(now.getTime() - 365 * DAY - 1) })],
  ['TOO_MANY_REFUNDS', {}, source({ refunds: 50 })],
])('%s is told where %j and %j meet', (code, over, changed) => {
  expect(whyNot({ ...channel, ...over }, { ...leg, ...changed }, now)).toBe(code);
});

test('the whole of a payment goes where parts don’t', () => {
  expect(whyNot({ ...channel, partial: false }, { ...leg, amount: 500 }, now)).toBeUndefined();
});

test('limits on refunds bind neither voids nor payouts', () => {
  const over = { ...source({ refunds: 99, capturedAt: new Date(0) }) };
  const narrow = { ...channel, partial: false, kinds: ['refund', 'void', 'payout'] as const };
  for (const kind of ['void', 'payout'] as const)
    expect(whyNot(narrow, { ...leg, ...over, kind }, now)).toBeUndefined();
});

test('two refunds of one payment keep their distance, to the millisecond', () => {
  fc.assert(
    fc.property(fc.nat(120_000), (age) => {
      const left = spacingLeft(channel, new Date(now.getTime() - age), now);
      expect(left).toBe(Math.max(0, 60_000 - age));
    }),
  );
  expect(spacingLeft(channel, null, now)).toBe(0);
  expect(spacingLeft({ minIntervalMs: 0 }, now, now)).toBe(0);
});
