import fc from 'fast-check';
import * as summaries from '../../src/domain/explain/summaries';
import { byteLength } from '../../src/domain/explain/byte-length';

const LEG = { kind: 'refund', amount: 8_000, channel: 'stripe', tenderId: 'T-1', tenderKind: 'CARD' } as const;

function allFor(id: string): string[] {
  const leg = { ...LEG, channel: id, tenderId: id };
  return [
    summaries.acceptSummary(id),
    summaries.holdAtShopSummary(id),
    summaries.undoHoldAtShopSummary(id),
    summaries.undoHoldUnitsSummary(id),
    summaries.recordDecisionSummary(id, 'APPROVED'),
    summaries.withdrawSummary(id),
    summaries.interceptSummary(id),
    summaries.queryInterceptionSummary(id),
    summaries.queryInterceptionSummary(id, 2),
    summaries.commitSummary(id),
    summaries.refundSummary(leg, 'USD'),
    summaries.refundSummary(leg, 'USD', 2),
    summaries.querySummary(leg),
    summaries.querySummary(leg, 2),
    summaries.releaseUnitsSummary(id),
    summaries.closeOrderSummary(id),
    summaries.closeAtShopSummary(id),
    summaries.proveClosureSummary(id),
    summaries.deadlineSummary('2026-09-25T15:30:00Z', 'APPROVE', id),
    summaries.offerSummary('2026-09-25T15:30:00Z'),
    summaries.answerOfferSummary(id, 'ACCEPTED'),
    summaries.waitForRefundSummary(leg, 'USD'),
    summaries.waitForRefundSummary(leg, 'USD', 2),
    summaries.waitForCarrierSummary(id),
    summaries.waitForCarrierSummary(id, 2),
    summaries.waitForReturnSummary(id, '2026-09-25T15:30:00Z'),
    summaries.waitForPersonSummary('REFUND_FAILED'),
  ];
}

test('summaries read as a sentence', () => {
  expect(summaries.refundSummary(LEG, 'USD')).toBe('Refund USD 80.00 to CARD via stripe (tender T-1)');
  expect(summaries.refundSummary({ ...LEG, kind: 'void' }, 'USD', 2)).toBe(
    'Void USD 80.00 to CARD via stripe (tender T-1), 2',
  );
  expect(summaries.querySummary(LEG, 3)).toBe('Ask stripe about the refund of tender T-1, 3');
  expect(summaries.deadlineSummary('2026-09-25T15:30:00Z', 'ESCALATE')).toBe(
    'Wait for the merchant until 2026-09-25 15:30 UTC, then a person decides',
  );
  expect(summaries.undoHoldAtShopSummary('O1')).toMatch(/^Undo: /);
});

test('every summary fits the Web UI, is unlike the others of its history and holds no sign that it renders', () => {
  const ids = fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }));
  fc.assert(
    fc.property(ids, (id) => {
      const lines = allFor(id);
      for (const line of lines) {
        expect(line.length).toBeLessThanOrEqual(120);
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(200);
        expect(line).not.toMatch(/[$<>\n]/);
      }
      expect(new Set(lines).size).toBe(lines.length);
    }),
    { numRuns: 1_000 },
  );
});

test('a text that is too long is cut to 120 characters, and to 200 bytes', () => {
  const cut = ['x', '商', '🛒'].map((sign) => summaries.waitForPersonSummary(sign.repeat(150)));
  expect(cut.map((line) => line.endsWith('…'))).toEqual([true, true, true]);
  expect(cut[0]).toHaveLength(120);
  expect(cut.every((line) => Buffer.byteLength(line) <= 200 && line.length <= 120)).toBe(true);
  expect(Buffer.byteLength(cut[1] ?? '')).toBeGreaterThan(190);
});

test('summaries with wide ids stay apart', () => {
  const lines = allFor('商🛒<'.repeat(30));
  expect(new Set(lines).size).toBe(lines.length);
});

test('two long ids stay apart', () => {
  const [one, other] = ['a', 'b'].map((end) => summaries.interceptSummary(`parcel-${'0'.repeat(200)}-${end}`));
  expect(one).not.toBe(other);
});

test('bytes are counted as UTF-8 has them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(byteLength(text)).toBe(Buffer.byteLength(text));
    }),
    { numRuns: 1_000 },
  );
});
