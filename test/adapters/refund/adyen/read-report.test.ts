import { readAdyenReport } from '../../../../src/adapters/refund/adyen/read-report';
import { ADYEN_ACCOUNT, ADYEN_HEADER, adyenFile, adyenLine, inPieces, KEY, readAll } from '../report/report-files';

const read = (file: string | Buffer, size?: number) => readAll(readAdyenReport(inPieces(file, size), ADYEN_ACCOUNT));
const refused = (code: string, at: object = {}) => ({ outcome: 'refused', code, ...at });

it('reads refunds by Adyen’s reference and our key, and the time that the batch covers', async () => {
  const { refunds, end } = await read(adyenFile([adyenLine()]));
  expect(refunds).toEqual([
    {
      ...{ providerRef: 'MOD0000000000001', reference: KEY, sourceId: 'PSP0000000000001' },
      ...{ amount: 4_500, currency: 'EUR', outcome: 'succeeded', at: new Date('2026-06-02T11:00:00Z') },
    },
  ]);
  const period = { from: new Date('2026-06-01T09:00:00Z'), to: new Date('2026-06-02T10:00:00Z') };
  expect(end).toEqual({ outcome: 'read', rows: 3, period });
});

it('tells a refund that came back last, whatever the order of the lines', async () => {
  const back = adyenLine({ type: 'RefundedReversed', debit: '', credit: '45.00', date: '2026-06-03 12:00:00' });
  const { refunds } = await read(adyenFile([back, adyenLine()]));
  expect(refunds.map(({ outcome, amount }) => [outcome, amount])).toEqual([
    ['succeeded', 4_500],
    ['failed', 4_500],
  ]);
});

it.each([
  ['ISK', '1234.00', 1_234],
  ['CLP', '1234', 1_234],
  ['CVE', '12.50', 1_250],
  ['IDR', '15000.00', 1_500_000],
  ['KWD', '1.234', 1_234],
])('reads %s %s as decimals, without Adyen’s own minor units', async (currency, debit, amount) => {
  const { refunds } = await read(adyenFile([adyenLine({ currency, debit })]));
  expect(refunds).toMatchObject([{ currency, amount }]);
});

it('passes over chargebacks, and other accounts as long as one line is ours', async () => {
  const { refunds, end } = await read(
    adyenFile([adyenLine({ type: 'Chargeback' }), adyenLine({ account: 'OtherECOM', zone: '??' }), adyenLine()]),
  );
  expect([refunds.length, end]).toEqual([1, expect.objectContaining({ rows: 5 })]);
});

it('knows a refund by Adyen’s reference alone where the report has no column for our key', async () => {
  const without = (line: string) => line.split(',').slice(0, -2).join(',');
  const { refunds } = await read([ADYEN_HEADER, adyenLine()].map(without).join('\n'));
  expect(refunds).toMatchObject([{ providerRef: 'MOD0000000000001' }]);
  expect(refunds[0]).not.toHaveProperty('reference');
});

it.each<[string, string | Buffer, object]>([
  ['nothing', '', refused('REPORT_EMPTY')],
  ['another report', 'Date,Amount\n1,2\n', refused('REPORT_COLUMNS_MISSING', { line: 1, what: 'Merchant Account' })],
  ['another account', adyenFile([adyenLine()]).replaceAll(ADYEN_ACCOUNT, 'OtherECOM'), refused('REPORT_OTHER_ACCOUNT')],
  ['a cut line', adyenFile([adyenLine()]).slice(0, -20), refused('REPORT_ROW_UNREADABLE', { line: 4 })],
  [
    'an amount with a comma',
    adyenFile([adyenLine({ debit: '"45,00"' })]),
    refused('REPORT_ROW_UNREADABLE', { line: 3, what: 'Gross Debit (GC)' }),
  ],
  [
    'a fraction of a cent',
    adyenFile([adyenLine({ debit: '45.001' })]),
    refused('REPORT_ROW_UNREADABLE', { line: 3, what: 'Gross Debit (GC)' }),
  ],
  [
    'a refund of less than nothing',
    adyenFile([adyenLine({ debit: '-45.00' })]),
    refused('REPORT_ROW_UNREADABLE', { line: 3, what: 'Gross Debit (GC)' }),
  ],
  [
    'a zone of two meanings',
    adyenFile([adyenLine({ zone: 'IST' })]),
    refused('REPORT_TIME_ZONE_UNKNOWN', { line: 3, what: 'TimeZone' }),
  ],
  [
    'the 30th of February',
    adyenFile([adyenLine({ date: '2026-02-30 10:00:00' })]),
    refused('REPORT_ROW_UNREADABLE', { line: 3, what: 'Creation Date' }),
  ],
  ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe]), refused('REPORT_ENCODING', { line: 1 })],
  ['Latin-1', Buffer.from(adyenFile([adyenLine({ psp: 'é' })]), 'latin1'), refused('REPORT_ENCODING', { line: 3 })],
])('refuses %s', async (_name, file, refusal) => {
  const { end } = await read(file);
  expect(end).toEqual(refusal);
});

it('refuses an open quote and an endless line without gathering them', async () => {
  const open = `${ADYEN_HEADER}\n"${'x,\n'.repeat(1_000_000)}`;
  expect((await read(open, 65_536)).end).toMatchObject({ code: 'REPORT_ROW_UNREADABLE' });
  expect((await read('x'.repeat(1_000_000), 65_536)).end).toMatchObject({ code: 'REPORT_ROW_UNREADABLE', line: 1 });
});
