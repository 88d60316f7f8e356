import { readAlipayReport } from '../../../../src/adapters/refund/alipay/read-report';
import { alipayFile, alipayLine, inPieces, KEY, readAll, SELLER_ID, TRADE_NO } from '../report/report-files';
import { inGbk } from '../report/in-gbk';

const read = (file: string | Buffer, size?: number) => readAll(readAlipayReport(inPieces(file, size), SELLER_ID));
const refused = (code: string, at: object = {}) => ({ outcome: 'refused', code, ...at });
const FILE = alipayFile([alipayLine({ kind: '交易', amount: '99.00', key: '' }), alipayLine()]);

it.each([
  ['UTF-8', Buffer.from(FILE), 101],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${FILE}`), 101],
  ['GBK', inGbk(FILE), 101],
  ['GBK, cut within characters', inGbk(FILE), 3],
])('reads refunds in %s into fen, and the time that the file names', async (_name, file, size) => {
  const { refunds, end } = await read(file, size);
  expect(refunds).toEqual([
    {
      ...{ providerRef: `${TRADE_NO}/${KEY}`, reference: KEY, sourceId: TRADE_NO, sourceAlias: 'o-1', amount: 4_500 },
      ...{ currency: 'CNY', outcome: 'succeeded', at: new Date('2026-06-02T04:00:00Z') },
    },
  ]);
  const period = { from: new Date('2026-06-01T16:00:00Z'), to: new Date('2026-06-02T16:00:00Z') };
  expect(end).toEqual({ outcome: 'read', rows: 2, period });
});

it('counts what the shop had given off, and names a refund without a number by its trade', async () => {
  const { refunds } = await read(alipayFile([alipayLine({ amount: '-40.00', discount: '-5.00', key: '' })]), 64);
  expect(refunds).toMatchObject([{ amount: 4_500, reference: 'o-1', providerRef: `${TRADE_NO}/o-1` }]);
});

it.each<[string, string | Buffer, object]>([
  ['nothing', '', refused('REPORT_EMPTY')],
  [
    'the summary of a day',
    FILE.replace('退款批次号/请求号', '门店'),
    refused('REPORT_COLUMNS_MISSING', { line: 5, what: '退款批次号/请求号' }),
  ],
  ['a file that names no account', FILE.replace('#账号', '#'), refused('REPORT_COLUMNS_MISSING', { what: '账号' })],
  ['another account', alipayFile([], { account: '20889999999999990156' }), refused('REPORT_OTHER_ACCOUNT')],
  ['a file without its end', FILE.slice(0, FILE.indexOf('#-----', 300)), refused('REPORT_TRUNCATED')],
  ['a lost line', alipayFile([alipayLine()], { refunds: 2 }), refused('REPORT_TRUNCATED')],
  ['a cut line', FILE.slice(0, FILE.indexOf(KEY)), refused('REPORT_ROW_UNREADABLE', { line: 7 })],
  ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 0, 0, 8, 0]), refused('REPORT_ENCODING', { line: 1 })],
  ['GBK with a broken character', Buffer.concat([inGbk(FILE), Buffer.from([0x81])]), { code: 'REPORT_ENCODING' }],
])('refuses %s', async (_name, file, refusal) => {
  expect((await read(file, 4_096)).end).toMatchObject(refusal);
});
