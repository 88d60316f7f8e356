import type { ProviderRefund } from '../../../ports/refund-channel';
import type { RefundReport, ReportedRefund } from '../../../ports/refund-report';
import { ReportProblem, refusingOnProblem } from '../report/report-problem';
import { reportRow, requireColumns, type ReportRow } from '../report/report-row';
import { linesOf } from '../report/report-text';

const CHINA_MINUTES = 480;
const DAY_MS = 86_400_000;

/** What both kinds of bill with refunds have, ALL and REFUND, in whatever order. */
const COLUMNS = ['交易时间', '商户号', '微信订单号', '商户订单号', '交易状态', '货币种类'];
const REFUND_COLUMNS = ['微信退款单号', '商户退款单号', '退款金额', '退款状态'];

/**
 * When a refund was asked for. In a bill of refunds alone 交易时间 is the payment's; in a bill of all it is the refund's.
 */
const ASKED_AT = '退款申请时间';

/** What was asked for, coupons included, as the interface has it; older bills have only 退款金额. */
const ASKED_AMOUNT = '申请退款金额';

/** Begins the header of the summary. */
const SUMMARY = '总交易单数';

/** No money moved, or it came back. */
const CLOSED = ['CLOSED', 'REFUNDCLOSE', 'FAIL'];

/**
 * Reads WeChat Pay's trade bill (交易账单) of one day, ALL or REFUND: yuan where the
 * interface has fen. Payments are passed over.
 */
export function readWechatPayReport(chunks: AsyncIterable<Uint8Array>, mchId: string): RefundReport {
  return refusingOnProblem(read(chunks, mchId));
}

async function* read(chunks: AsyncIterable<Uint8Array>, mchId: string): RefundReport {
  let header: readonly string[] | undefined;
  let summary: { readonly count?: string } | undefined;
  let rows = 0;
  let first = Infinity;
  let last = -Infinity;
  for await (const { number, text } of linesOf(chunks)) {
    if (text.trim() === '') continue;
    if (header === undefined) {
      header = text.split(',').map((column) => column.trim());
      requireColumns(header, [...COLUMNS, ...REFUND_COLUMNS], number);
    } else if (text.startsWith(SUMMARY)) {
      summary = {};
    } else if (summary !== undefined) {
      summary = { count: fieldsOf(text, number)[0] ?? '' };
    } else {
      const row = reportRow(header, fieldsOf(text, number), number);
      rows += 1;
      if (row.field('商户号') !== mchId) throw new ReportProblem('REPORT_OTHER_ACCOUNT', { line: number });
      const at = row.time(row.field(ASKED_AT) === '' ? '交易时间' : ASKED_AT, CHINA_MINUTES);
      [first, last] = [Math.min(first, at.getTime()), Math.max(last, at.getTime())];
      if (row.field('交易状态') === 'REFUND') yield refundOf(row, at);
    }
  }
  if (header === undefined) throw new ReportProblem('REPORT_EMPTY');
  // The summary is the end, and its count says whether a line was lost on the way.
  if (summary?.count !== String(rows)) throw new ReportProblem('REPORT_TRUNCATED');
  return { outcome: 'read', rows, ...(rows > 0 && { period: daysOf(first, last) }) };
}

/** Every field begins with a grave accent, so that a comma in a product's name does no harm. */
function fieldsOf(text: string, line: number): string[] {
  if (!text.startsWith('`')) throw new ReportProblem('REPORT_ROW_UNREADABLE', { line });
  return text.slice(1).split(',`');
}

function refundOf(row: ReportRow, at: Date): ReportedRefund {
  const currency = row.id('货币种类');
  const asked = row.field(ASKED_AMOUNT) === '' ? '退款金额' : ASKED_AMOUNT;
  const amount = row.amount(asked, currency);
  if (amount <= 0) throw new ReportProblem('REPORT_ROW_UNREADABLE', { line: row.line, what: asked });
  return {
    providerRef: row.id('微信退款单号'),
    reference: row.id('商户退款单号'),
    sourceId: row.id('微信订单号'),
    sourceAlias: row.id('商户订单号'),
    ...{ amount, currency, outcome: outcomeOf(row.field('退款状态')), at },
  };
}

/** As of when the bill was written: it is not brought up to date. A status that is not known says nothing. */
function outcomeOf(status: string): ProviderRefund['outcome'] {
  if (status === 'SUCCESS') return 'succeeded';
  return CLOSED.includes(status) ? 'closed' : 'pending';
}

/** A bill is of whole days in China. */
function daysOf(first: number, last: number): { readonly from: Date; readonly to: Date } {
  const startOfDay = (ms: number) => {
    const local = ms + CHINA_MINUTES * 60_000;
    return local - (local % DAY_MS) - CHINA_MINUTES * 60_000;
  };
  return { from: new Date(startOfDay(first)), to: new Date(startOfDay(last) + DAY_MS) };
}
