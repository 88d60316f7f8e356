import { createHash } from 'node:crypto';
import { printCreditNote } from '../../../src/adapters/documents/credit-note-pdf';
import type { CreditNote } from '../../../src/domain/credit-note';
import { WORDINGS } from '../../../src/domain/explain/wordings';
import { REASON_CODES } from '../../../src/domain/reasons';
import { readPdf } from './read-pdf';

const NOTE: CreditNote = {
  number: 'CN-2026-000001',
  kind: 'CREDIT',
  shopId: 'shop_1',
  orderId: 'o_1',
  cancellationId: 'o_1.0123456789abcdef',
  currency: 'EUR',
  reason: 'CHANGED_MIND',
  orderPlacedAt: '2026-03-01T10:00:00.000Z',
  requestedAt: '2026-03-01T12:00:00.000Z',
  issuedAt: '2026-03-02T09:30:00.000Z',
  lines: [
    { lineId: 'a', merchantId: 'm_1', sku: 'sku_a', units: 2, net: 2_000, tax: 380, gross: 2_380 },
    { lineId: 'b', merchantId: 'm_2', sku: 'sku_b', units: 1, net: 2_000, gross: 2_000 },
  ],
  shipping: 500,
  adjustment: -20,
  feeKept: 100,
  total: 4_760,
  tenders: [
    { tenderId: 't_1', tenderKind: 'CARD', channel: 'stripe', kind: 'refund', amount: 4_760, reference: 're_1' },
  ],
};

const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('');

test('it is a page with every figure of the note, in English', async () => {
  const { text, pages, fonts } = readPdf(await printCreditNote(NOTE, 'en'));
  expect({ pages, fonts }).toEqual({ pages: 1, fonts: 1 });
  const rows = text.split('\n');
  for (const shown of ['Credit note', 'CN-2026-000001', '2026-03-02 09:30 UTC', 'shop_1', 'o_1.0123456789abcdef'])
    expect(rows).toContain(shown);
  for (const shown of ['EUR 20.00', 'EUR 3.80', 'EUR 23.80', 'EUR 5.00', 'EUR -0.20', 'EUR -1.00', 'EUR 47.60'])
    expect(rows).toContain(shown);
  expect(rows).toEqual(
    expect.arrayContaining(['changed mind', 'Refund, card (stripe)', 'reference re_1', 'Page 1 of 1']),
  );
});

test('it is in Chinese with its font inside, and no character is missing', async () => {
  const { text, fonts } = readPdf(await printCreditNote(NOTE, 'zh'));
  expect(fonts).toBe(1);
  expect(text.split('\n')).toEqual(
    expect.arrayContaining(['贷记通知单', '不想要了', '贷记合计', '退款, 银行卡 (stripe)', 'EUR 47.60']),
  );
  expect(text).not.toContain('\u25a1');
});

test('the font has every character that a note may show, in both languages', async () => {
  const tenders = (['CARD', 'WALLET', 'BANK_TRANSFER', 'GIFT_CARD', 'STORE_CREDIT', 'UNDEFINED'] as const).flatMap(
    (tenderKind) =>
      (['refund', 'void', 'payout'] as const).map((kind) => ({
        ...{ tenderId: 't', tenderKind, channel: 'c', kind, amount: 1, reference: ASCII },
      })),
  );
  const causes = ['MONEY_RETURNED', 'LATE_MONEY', 'WRITTEN_OFF'] as const;
  for (const locale of ['en', 'zh'] as const) {
    for (const [index, reason] of REASON_CODES.entries()) {
      const cause = causes[index % causes.length] ?? 'LATE_MONEY';
      const kind = index % 2 === 0 ? 'CREDIT' : 'CORRECTION';
      const note: CreditNote = { ...NOTE, reason, tenders, cause, kind, corrects: 'CN-1', giftSpent: 5 };
      const { text } = readPdf(await printCreditNote(note, locale));
      expect(text).toContain(WORDINGS[locale].reasons[reason]);
      expect(text).not.toContain('\u25a1');
    }
  }
  const { text } = readPdf(await printCreditNote({ ...NOTE, shopId: '龘' }, 'zh'));
  expect(text).toContain('\u25a1');
});

test('the same note is the same file, whenever and however often it is printed', async () => {
  const hash = async (note: CreditNote) =>
    createHash('sha256')
      .update(await printCreditNote(note, 'zh'))
      .digest('hex');
  const first = await hash(NOTE);
  jest.useFakeTimers({ now: new Date('2031-01-01'), doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  try {
    expect(await hash(structuredClone(NOTE))).toBe(first);
  } finally {
    jest.useRealTimers();
  }
  expect(await hash({ ...NOTE, total: 4_761 })).not.toBe(first);
});

test('a note of many lines goes on over pages, and loses none', async () => {
  const lines = Array.from({ length: 120 }, (_, index) => ({
    ...{
      lineId: `line_${index}`,
      merchantId: 'm_1',
      sku: `sku_${index}_${'x'.repeat(40)}`,
      units: 1,
      net: 1,
      gross: 1,
    },
  }));
  const { text, pages } = readPdf(await printCreditNote({ ...NOTE, lines }, 'en'));
  expect(pages).toBeGreaterThan(2);
  for (const { lineId } of lines) expect(text).toContain(lineId);
  expect(text).toContain(`Page ${pages} of ${pages}`);
});

test('what an id may hold does no harm, and what the font has not is told apart', async () => {
  const orderId = '(o) \\ <</JS (x)>> endstream';
  const { text } = readPdf(await printCreditNote({ ...NOTE, orderId, shopId: 'läden🛒' }, 'en'));
  expect(text).toContain(orderId);
  expect(text).toContain('l?den');
  expect(text).not.toContain('\u25a1');
});

test('a correction says what it corrects, and why', async () => {
  const note: CreditNote = { ...NOTE, kind: 'CORRECTION', corrects: 'CN-2026-000001', cause: 'LATE_MONEY', lines: [] };
  const { text } = readPdf(await printCreditNote({ ...note, number: 'CN-2026-000002' }, 'en'));
  expect(text).toContain('Correction of a credit note');
  expect(text).toContain('money came in after the cancellation');
});
