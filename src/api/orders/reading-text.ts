import type { Locale } from '../../domain/explain/wording';
import type { OrderReading, OrderState, RefundState } from '../../domain/order';

const STATES: Readonly<Record<Locale, Readonly<Record<OrderState, string>>>> = {
  en: {
    OPEN: 'Open',
    CANCELLING: 'Cancellation under way',
    PARTIALLY_CANCELLED: 'Partially cancelled',
    CANCELLED: 'Cancelled',
  },
  zh: { OPEN: '有效', CANCELLING: '正在取消', PARTIALLY_CANCELLED: '部分取消', CANCELLED: '已取消' },
};

const REFUNDS: Readonly<Record<Locale, Readonly<Record<RefundState, string>>>> = {
  en: {
    NONE: 'nothing to refund',
    IN_PROGRESS: 'refund on its way',
    COMPLETED: 'refunded',
    NEEDS_ATTENTION: 'refund needs attention',
  },
  zh: { NONE: '无需退款', IN_PROGRESS: '退款处理中', COMPLETED: '已退款', NEEDS_ATTENTION: '退款需要处理' },
};

/** What an order reads in one sentence: never "cancelled" without its refund. */
export function readingText({ state, refund }: OrderReading, locale: Locale): string {
  const isUntouched = (state === 'OPEN' || state === 'CANCELLING') && refund === 'NONE';
  const separator = locale === 'zh' ? '，' : ', ';
  return isUntouched ? STATES[locale][state] : STATES[locale][state] + separator + REFUNDS[locale][refund];
}
