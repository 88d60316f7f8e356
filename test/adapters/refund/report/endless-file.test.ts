import { readAdyenReport } from '../../../../src/adapters/refund/adyen/read-report';
import { readAlipayReport } from '../../../../src/adapters/refund/alipay/read-report';
import { readWechatPayReport } from '../../../../src/adapters/refund/wechat-pay/read-report';
import type { RefundReport } from '../../../../src/ports/refund-report';
import { ADYEN_ACCOUNT, adyenFile, adyenLine, alipayFile, alipayLine } from './report-files';
import { MCH_ID, SELLER_ID, wechatFile, wechatLine } from './report-files';

type Read = (chunks: AsyncIterable<Uint8Array>) => RefundReport;

/** Rows that are read ahead of the one that was asked for: what streams between the two hold at most. */
const AHEAD = 2_000;

/** So many rows that a reader which gathers them is found out. */
const TAKEN = 10_000;

/**
 * A file up to its rows, and then one row for ever, a chunk each; it breaks once
 * more are asked for than are being taken.
 */
function endless(file: string, row: string) {
  const rows = { taken: 0, given: 0, areOver: false };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield Buffer.from(file.slice(0, file.indexOf(row)));
      for (const chunk = Buffer.from(`${row}\r\n`); rows.given < rows.taken + AHEAD; rows.given += 1) {
        yield await Promise.resolve(chunk);
      }
      throw new Error(`${rows.given} rows were asked for when ${rows.taken} were taken`);
    } finally {
      rows.areOver = true;
    }
  }
  return { rows, chunks: chunks() };
}

it.each<{ channel: string; read: Read; file: string; row: string }>([
  {
    channel: 'adyen',
    read: (chunks) => readAdyenReport(chunks, ADYEN_ACCOUNT),
    file: adyenFile([adyenLine()]),
    row: adyenLine(),
  },
  {
    channel: 'wechat-pay',
    read: (chunks) => readWechatPayReport(chunks, MCH_ID),
    file: wechatFile([wechatLine()]),
    row: wechatLine(),
  },
  {
    channel: 'alipay',
    read: (chunks) => readAlipayReport(chunks, SELLER_ID),
    file: alipayFile([alipayLine()]),
    row: alipayLine(),
  },
])('$channel: a file that never ends is read row by row, and let go of', async ({ read, file, row }) => {
  const { rows, chunks } = endless(file, row);
  const report = read(chunks);
  for (; rows.taken < TAKEN; rows.taken += 1) expect((await report.next()).done).toBe(false);
  await report.return({ outcome: 'read', rows: 0 });
  expect(rows.areOver).toBe(true);
});
