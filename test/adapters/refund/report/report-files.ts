import type { RefundReport, ReportedRefund, ReportRead, ReportRefusal } from '../../../../src/ports/refund-report';

export const KEY = `rescind-${'a'.repeat(32)}`;

/** A file in small pieces, so that lines and characters are cut apart. */
export async function* inPieces(file: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** Everything that a reader yields, and how it ended. */
export async function readAll(
  report: RefundReport,
): Promise<{ refunds: ReportedRefund[]; end: ReportRead | ReportRefusal }> {
  const refunds: ReportedRefund[] = [];
  for (;;) {
    const next = await report.next();
    if (next.done === true) return { refunds, end: next.value };
    refunds.push(next.value);
  }
}

export const ADYEN_ACCOUNT = 'BookshopECOM';
/** The columns that Adyen's page names, in its order. */
export const ADYEN_HEADER =
  'Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,' +
  'Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),' +
  'Scheme Fees (NC),Interchange (NC),Payment Method Variant,Modification Merchant Reference,Batch Number';

interface AdyenLine {
  readonly account?: string;
  readonly psp?: string;
  readonly date?: string;
  readonly zone?: string;
  readonly type?: string;
  readonly modification?: string;
  readonly currency?: string;
  readonly debit?: string;
  readonly credit?: string;
  readonly key?: string;
}

export function adyenLine(over: AdyenLine = {}): string {
  const { account = ADYEN_ACCOUNT, psp = 'PSP0000000000001', date = '2026-06-02 12:00:00', zone = 'CET' } = over;
  const { type = 'Refunded', modification = 'MOD0000000000001', currency = 'EUR', debit = '45.00', credit = '' } = over;
  const { key = KEY } = over;
  return (
    `Bookshop,${account},${psp},"order, 1",visa,${date},${zone},${type},${modification},` +
    `${currency},${debit},${credit},1,EUR,${debit},${credit},,0.04,0.01,0.07,visaclassic,${key},4`
  );
}

/** A batch with a payment of 1 June and these lines. */
export function adyenFile(lines: readonly string[]): string {
  const payment = adyenLine({
    ...{ psp: 'PSP0000000000009', date: '2026-06-01 10:00:00', type: 'Settled', debit: '', credit: '99.00', key: '' },
  });
  const fee = `Bookshop,${ADYEN_ACCOUNT},,,,2026-06-05 04:55:40,CET,Fee,Transaction Fees,EUR,1.00,,1,EUR,1.00,,,,,,,,4`;
  return [ADYEN_HEADER, payment, ...lines, fee, ''].join('\n');
}

export const MCH_ID = '1900000109';
export const WECHAT_HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,' +
  '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';

interface WechatLine {
  readonly transaction?: string;
  readonly order?: string;
  readonly mchId?: string;
  readonly state?: string;
  readonly refundId?: string;
  readonly key?: string;
  readonly amount?: string;
  readonly status?: string;
  readonly at?: string;
}

export function wechatLine(over: WechatLine = {}): string {
  const { mchId = MCH_ID, state = 'REFUND', refundId = '50000000382019052709732678859', key = KEY } = over;
  const { amount = '45.00', status = 'SUCCESS', at = '2026-06-02 12:00:00' } = over;
  const { transaction = '4200000008201712143733500001', order = 'o-1' } = over;
  const [settled, asked] = state === 'REFUND' ? [amount, amount] : ['0.00', '0.00'];
  return [
    ...[at, 'wx8888888888888888', mchId, '0', '', transaction, order, 'openid', 'JSAPI', state],
    ...['OTHERS', 'CNY', '0.00', '0.00', refundId, key, settled, '0.00', 'ORIGINAL', status],
    ...['books, two', '', '-0.27', '0.60%', '0.00', asked, ''],
  ]
    .map((field) => `\`${field}`)
    .join(',');
}

export function wechatFile(lines: readonly string[], count = lines.length): string {
  const totals = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
  return [WECHAT_HEADER, ...lines, totals, `\`${count},\`0.00,\`45.00,\`0.00,\`0.00,\`0.00,\`45.00`, ''].join('\r\n');
}

export const SELLER_ID = '2088100000000001';
export const TRADE_NO = '2026060222001400000000000001';

interface AlipayLine {
  readonly trade?: string;
  readonly order?: string;
  readonly kind?: string;
  readonly amount?: string;
  readonly discount?: string;
  readonly key?: string;
}

export function alipayLine(over: AlipayLine = {}): string {
  const { trade = TRADE_NO, order = 'o-1', kind = '退款', amount = '-45.00', discount = '0.00', key = KEY } = over;
  return (
    `${trade}\t,${order}\t,${kind}\t,books,2026-06-02 10:00:00,2026-06-02 12:00:00,\t,\t,\t,\t,**博\t,${amount},${amount},0.00,0.00,0.00,` +
    `${discount},0.00,\t,0.00,0.00,${key}\t,0.27,0.00,\t`
  );
}

export function alipayFile(lines: readonly string[], over: { account?: string; refunds?: number } = {}): string {
  const { account = `${SELLER_ID}0156`, refunds = lines.filter((text) => text.includes('退款')).length } = over;
  return [
    '#支付宝业务明细查询',
    `#账号：[${account}]`,
    '#起始日期：[2026年06月02日 00:00:00]   终止日期：[2026年06月03日 00:00:00]',
    '#-----------------------------------------业务明细列表----------------------------------------',
    '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,' +
      '集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注',
    ...lines,
    '#-----------------------------------------业务明细列表结束------------------------------------',
    '#交易合计：1笔，商家实收共99.00元，商家优惠共0.00元',
    `#退款合计：${refunds}笔，商家实收退款共-45.00元，商家优惠退款共0.00元`,
    '#导出时间：[2026年06月03日 10:00:00]',
    '',
  ].join('\r\n');
}
