import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreditNotes } from '../../src/cli/cancellations-door';
import { readPdf } from '../adapters/documents/read-pdf';
import { temporaryFolder } from '../support/temporary-folder';
import { runCommand } from './run-command';

const ID = 'o1.0123456789abcdef';

const NOTES: CreditNotes = {
  credit: {
    ...{ number: 'CN-2026-000007', kind: 'CREDIT', shopId: 'olist', orderId: 'o1', cancellationId: ID },
    ...{ currency: 'BRL', reason: 'CHANGED_MIND', orderPlacedAt: '2026-01-01T00:00:00.000Z' },
    ...{ requestedAt: '2026-01-02T00:00:00.000Z', issuedAt: '2026-01-03T08:00:00.000Z' },
    lines: [{ lineId: '1', merchantId: 'm1', sku: 's1', units: 1, net: 1_990, gross: 1_990 }],
    ...{ shipping: 555, adjustment: 0, feeKept: 100, total: 2_445 },
    tenders: [
      { tenderId: '1', tenderKind: 'CARD', channel: 'stripe', kind: 'refund', amount: 2_445, reference: 're_1' },
    ],
    hash: 'h',
  },
  corrections: [],
};

test('credit-note shows what was credited, and by which number', async () => {
  const ran = await runCommand(['credit-note', ID], { creditNotes: () => Promise.resolve(NOTES) });
  expect(ran).toMatchObject({ exitCode: 0, hints: [{ orderId: 'o1' }], closed: 1 });
  expect(ran.out).toContain('Credit note CN-2026-000007 of 2026-01-03 08:00 UTC: BRL 24.45');
  expect(ran.out).toContain('Shipping: BRL 5.55');
  expect(ran.out).toContain('Fee kept: BRL -1.00');
  expect(ran.out).toContain('refund to CARD via stripe: BRL 24.45, reference re_1');
  expect(ran.out).not.toContain('Adjustment');
});

test('credit-note prints JSON', async () => {
  const ran = await runCommand(['credit-note', ID, '--json'], { creditNotes: () => Promise.resolve(NOTES) });
  expect(JSON.parse(ran.out)).toEqual(NOTES);
});

test('credit-note writes a PDF in the language asked for', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'note.pdf');
  const args = ['credit-note', ID, '--pdf', file, '--locale', 'zh'];
  const ran = await runCommand(args, { creditNotes: () => Promise.resolve(NOTES) });
  expect(ran.out).toContain(`Written to ${file}`);
  const { text } = readPdf(await readFile(file));
  expect(text).toContain('贷记通知单');
  expect(text).toContain('CN-2026-000007');
});

test('credit-note without a note, or of a number that there is not, says so with exit code 1', async () => {
  const refusal = { outcome: 'refused', code: 'CREDIT_NOTE_NOT_FOUND' } as const;
  const none = await runCommand(['credit-note', ID], { creditNotes: () => Promise.resolve(refusal) });
  expect(none).toMatchObject({ exitCode: 1, closed: 1 });
  expect(none.out).toContain('CREDIT_NOTE_NOT_FOUND');
  const args = ['credit-note', ID, '--number', 'CN-2026-000008'];
  expect(await runCommand(args, { creditNotes: () => Promise.resolve(NOTES) })).toMatchObject({ exitCode: 1 });
});
