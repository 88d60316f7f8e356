import type { CorrectionCause } from '../../domain/credit-note';
import type { Locale } from '../../domain/explain/wording';
import type { TenderKind } from '../../domain/order';
import type { LegKind } from '../../domain/refund-leg';

/** What a printed credit note says beside figures and ids. */
export interface CreditNoteWords {
  readonly title: Readonly<Record<'CREDIT' | 'CORRECTION', string>>;
  readonly head: Readonly<
    Record<
      | 'number'
      | 'issued'
      | 'shop'
      | 'order'
      | 'placed'
      | 'cancellation'
      | 'requested'
      | 'reason'
      | 'corrects'
      | 'cause',
      string
    >
  >;
  readonly columns: Readonly<Record<'line' | 'sku' | 'units' | 'net' | 'tax' | 'gross', string>>;
  readonly totals: Readonly<Record<'shipping' | 'adjustment' | 'feeKept' | 'giftSpent' | 'total', string>>;
  readonly tenders: string;
  readonly tenderKinds: Readonly<Record<TenderKind, string>>;
  readonly legKinds: Readonly<Record<LegKind, string>>;
  readonly causes: Readonly<Record<CorrectionCause, string>>;
  readonly reference: string;
  readonly noNames: string;
  readonly page: (page: number, pages: number) => string;
}

const EN: CreditNoteWords = {
  title: { CREDIT: 'Credit note', CORRECTION: 'Correction of a credit note' },
  head: {
    number: 'Number',
    issued: 'Issued',
    shop: 'Shop',
    order: 'Order',
    placed: 'Order placed',
    cancellation: 'Cancellation',
    requested: 'Requested',
    reason: 'Reason',
    corrects: 'Corrects',
    cause: 'Cause',
  },
  columns: { line: 'Line', sku: 'Article', units: 'Units', net: 'Net', tax: 'Tax', gross: 'Gross' },
  totals: {
    shipping: 'Shipping',
    adjustment: 'Adjustment',
    feeKept: 'Cancellation fee kept',
    giftSpent: 'Spent of bought gift cards',
    total: 'Total credited',
  },
  tenders: 'Returned by',
  tenderKinds: {
    CARD: 'card',
    WALLET: 'wallet',
    BANK_TRANSFER: 'bank transfer',
    GIFT_CARD: 'gift card',
    STORE_CREDIT: 'store credit',
    UNDEFINED: 'other',
  },
  legKinds: { refund: 'Refund', void: 'Release', payout: 'Payout' },
  causes: {
    MONEY_RETURNED: 'money came back',
    LATE_MONEY: 'money came in after the cancellation',
    WRITTEN_OFF: 'given up',
  },
  reference: 'reference',
  noNames: 'Names and addresses are in the shop’s own documents of this order.',
  page: (page, pages) => `Page ${page} of ${pages}`,
};

const ZH: CreditNoteWords = {
  title: { CREDIT: '贷记通知单', CORRECTION: '贷记通知单更正' },
  head: {
    number: '编号',
    issued: '开具时间',
    shop: '店铺',
    order: '订单',
    placed: '下单时间',
    cancellation: '取消单',
    requested: '申请时间',
    reason: '原因',
    corrects: '更正单据',
    cause: '更正原因',
  },
  columns: { line: '行', sku: '商品', units: '数量', net: '未税金额', tax: '税额', gross: '含税金额' },
  totals: {
    shipping: '运费',
    adjustment: '调整',
    feeKept: '收取取消费',
    giftSpent: '所购礼品卡已消费',
    total: '贷记合计',
  },
  tenders: '退回方式',
  tenderKinds: {
    CARD: '银行卡',
    WALLET: '钱包',
    BANK_TRANSFER: '银行转账',
    GIFT_CARD: '礼品卡',
    STORE_CREDIT: '店铺余额',
    UNDEFINED: '其他',
  },
  legKinds: { refund: '退款', void: '解除预授权', payout: '打款' },
  causes: { MONEY_RETURNED: '款项被退回', LATE_MONEY: '取消后到账', WRITTEN_OFF: '已核销' },
  reference: '退款单号',
  noNames: '姓名与地址见店铺自有的订单单据。',
  page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
};

export const CREDIT_NOTE_WORDS: Readonly<Record<Locale, CreditNoteWords>> = { en: EN, zh: ZH };
