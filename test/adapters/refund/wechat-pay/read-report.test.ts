import { readWechatPayReport } from '../../../../src/adapters/refund/wechat-pay/read-report';
import { inPieces, KEY, MCH_ID, readAll, WECHAT_HEADER, wechatFile, wechatLine } from '../report/report-files';

const read = (file: string | Buffer) => readAll(readWechatPayReport(inPieces(file), MCH_ID));
const refused = (code: string, at: object = {}) => ({ outcome: 'refused', code, ...at });
const DAY = { from: new Date('2026-06-01T16:00:00Z'), to: new Date('2026-06-02T16:00:00Z') };

it('reads refunds in yuan into fen, by both numbers of the payment, and the day of China', async () => {
  const { refunds, end } = await read(`\uFEFF${wechatFile([wechatLine({ state: 'SUCCESS' }), wechatLine()])}`);
  expect(refunds).toEqual([
    {
      ...{ providerRef: '50000000382019052709732678859', reference: KEY, sourceId: '4200000008201712143733500001' },
      ...{ sourceAlias: 'o-1', amount: 4_500, currency: 'CNY', outcome: 'succeeded' },
      at: new Date('2026-06-02T04:00:00Z'),
    },
  ]);
  expect(end).toEqual({ outcome: 'read', rows: 2, period: DAY });
});

it.each([
  ['SUCCESS', 'succeeded'],
  ['PROCESSING', 'pending'],
  ['CHANGE', 'pending'],
  ['SOMETHING_NEW', 'pending'],
  ['REFUNDCLOSE', 'closed'],
])('takes status %s for %s', async (status, outcome) => {
  expect((await read(wechatFile([wechatLine({ status })]))).refunds).toMatchObject([{ outcome }]);
});

it('takes the time and the amount that were asked for, where the bill has them', async () => {
  const refundsOnly = WECHAT_HEADER.replace('微信退款单号', '退款申请时间,退款成功时间,微信退款单号');
  const line = wechatLine({ at: '2026-05-20 09:00:00' })
    .replace('`50000000', '`2026-06-02 12:00:00,`2026-06-02 12:00:02,`50000000')
    .replace('`45.00,`0.00,`ORIGINAL', '`40.00,`5.00,`ORIGINAL');
  const { refunds, end } = await read(wechatFile([line]).replace(WECHAT_HEADER, refundsOnly));
  expect(refunds).toMatchObject([{ amount: 4_500, at: new Date('2026-06-02T04:00:00Z') }]);
  expect(end).toMatchObject({ period: DAY });
});

it('reads a day without anything, and then says nothing of a time', async () => {
  expect((await read(wechatFile([]))).end).toEqual({ outcome: 'read', rows: 0 });
});

it.each<[string, string | Buffer, object]>([
  ['nothing', '', refused('REPORT_EMPTY')],
  [
    'a bill of payments alone',
    wechatFile([]).replace('微信退款单号,商户退款单号,', ''),
    refused('REPORT_COLUMNS_MISSING', { line: 1, what: '微信退款单号' }),
  ],
  ['another account', wechatFile([wechatLine({ mchId: '1900000999' })]), refused('REPORT_OTHER_ACCOUNT', { line: 2 })],
  ['a file without its end', [WECHAT_HEADER, wechatLine()].join('\n'), refused('REPORT_TRUNCATED')],
  ['a lost line', wechatFile([wechatLine()], 2), refused('REPORT_TRUNCATED')],
  ['a cut line', `${WECHAT_HEADER}\n${wechatLine().slice(0, -30)}`, refused('REPORT_ROW_UNREADABLE', { line: 2 })],
  [
    'what a spreadsheet has saved',
    wechatFile([wechatLine()]).replaceAll('`', ''),
    refused('REPORT_ROW_UNREADABLE', { line: 2 }),
  ],
  [
    'a third of a fen',
    wechatFile([wechatLine({ amount: '45.003' })]),
    refused('REPORT_ROW_UNREADABLE', { line: 2, what: '申请退款金额' }),
  ],
  ['UTF-16', Buffer.from(wechatFile([wechatLine()]), 'utf16le'), refused('REPORT_ENCODING', { line: 1 })],
])('refuses %s', async (_name, file, refusal) => {
  expect((await read(file)).end).toEqual(refusal);
});
