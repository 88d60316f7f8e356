import type { RefundReport, ReportedRefund, ReportRead } from '../../../ports/refund-report';
import { ReportProblem, refusingOnProblem } from '../report/report-problem';
import { instantOf, reportRow, requireColumns, type ReportRow } from '../report/report-row';
import { linesOf } from '../report/report-text';
import { refundIdOf } from './refund-answer';

const CHINA_MINUTES = 480;

const COLUMNS = ['支付宝交易号', '商户订单号', '业务类型', '完成时间', '商家实收', '退款批次号/请求号'];

/** What the lines before and after the list say, each behind a `#`. */
interface Remarks {
  readonly account?: string;
  readonly period?: NonNullable<ReportRead['period']>;
  /** How many refunds there are, by the file's own count. */
  readonly refunds?: number;
  readonly ended?: true;
}

/**
 * Reads Alipay's bill of trades (业务明细), of a day or a month, in GBK or UTF-8. `sellerId`: the account that is paid,
 * 2088…; the file has it with four more digits.
 */
export function readAlipayReport(chunks: AsyncIterable<Uint8Array>, sellerId: string): RefundReport {
  return refusingOnProblem(read(chunks, sellerId));
}

async function* read(chunks: AsyncIterable<Uint8Array>, sellerId: string): RefundReport {
  let remarks: Remarks = {};
  let header: readonly string[] | undefined;
  let rows = 0;
  let refunds = 0;
  for await (const { number, text } of linesOf(chunks, { gbk: true })) {
    if (text.trim() === '') continue;
    if (text.startsWith('#')) {
      remarks = { ...remarks, ...remarkOf(text) };
    } else if (header === undefined) {
      header = text.split(',').map((column) => column.replace(/[（(]元[）)]/, '').trim());
      requireColumns(header, COLUMNS, number);
      if (remarks.account === undefined || remarks.period === undefined)
        throw new ReportProblem('REPORT_COLUMNS_MISSING', {
          what: remarks.account === undefined ? '账号' : '起始日期',
        });
      if (!isOf(remarks.account, sellerId)) throw new ReportProblem('REPORT_OTHER_ACCOUNT');
    } else {
      const row = reportRow(header, text.split(','), number);
      rows += 1;
      if (row.field('业务类型') !== '退款') continue;
      refunds += 1;
      yield refundOf(row);
    }
  }
  if (header === undefined) throw new ReportProblem('REPORT_EMPTY');
  const { ended, period, refunds: counted = refunds } = remarks;
  if (ended === undefined || counted !== refunds) throw new ReportProblem('REPORT_TRUNCATED');
  return { outcome: 'read', rows, ...(period && { period }) };
}

function remarkOf(text: string): Remarks {
  const [, account] = /账号：\[(\d+)\]/.exec(text) ?? [];
  if (account !== undefined) return { account };
  const [, from = '', to = ''] = /起始日期：\[([^\]]*)\].*终止日期：\[([^\]]*)\]/.exec(text) ?? [];
  const [start, end] = [chinese(from), chinese(to)];
  if (start !== undefined && end !== undefined) return { period: { from: start, to: end } };
  const [, refunds] = /退款合计：(\d+)笔/.exec(text) ?? [];
  if (refunds !== undefined) return { refunds: Number(refunds) };
  return text.includes('业务明细列表结束') ? { ended: true } : {};
}

function chinese(text: string): Date | undefined {
  return instantOf(text.replace(/^(\d{4})年(\d\d)月(\d\d)日/, '$1-$2-$3'), CHINA_MINUTES);
}

function isOf(account: string, sellerId: string): boolean {
  return account === sellerId || (account.startsWith(sellerId) && account.length === sellerId.length + 4);
}

/**
 * A refund without a number of its own bears that of the trade. What the shop itself had given off goes back too, and
 * the interface counts it.
 */
function refundOf(row: ReportRow): ReportedRefund {
  const discount = row.field('商家优惠') === '' ? 0 : row.amount('商家优惠', 'CNY');
  const amount = Math.abs(row.amount('商家实收', 'CNY')) + Math.abs(discount);
  if (amount === 0) throw new ReportProblem('REPORT_ROW_UNREADABLE', { line: row.line, what: '商家实收' });
  const tradeNo = row.id('支付宝交易号');
  const reference = row.field('退款批次号/请求号') === '' ? row.id('商户订单号') : row.id('退款批次号/请求号');
  return {
    providerRef: refundIdOf(tradeNo, reference),
    ...{ reference, sourceId: tradeNo, sourceAlias: row.id('商户订单号'), amount, currency: 'CNY' },
    ...{ outcome: 'succeeded', at: row.time('完成时间', CHINA_MINUTES) },
  };
}
