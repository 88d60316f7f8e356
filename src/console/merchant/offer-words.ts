/** What a merchant may offer so that the order goes ahead. */
export const OFFER_WORDS = {
  en: {
    PARTIAL_REFUND: 'Part of the money back',
    COUPON: 'A coupon',
    REPLACEMENT: 'A replacement',
    OTHER: 'Something else',
  },
  zh: { PARTIAL_REFUND: '部分退款', COUPON: '优惠券', REPLACEMENT: '换货', OTHER: '其他方案' },
};
