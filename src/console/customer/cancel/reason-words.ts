/** What a customer may give as a reason, in their own words, in the order of the list. */
export const CUSTOMERS_REASONS = {
  en: {
    CHANGED_MIND: 'I changed my mind',
    ORDERED_BY_MISTAKE: 'I ordered by mistake',
    FOUND_CHEAPER: 'I found it cheaper elsewhere',
    WRONG_ADDRESS: 'The address is wrong',
    DELIVERY_TOO_SLOW: 'Delivery takes too long',
  },
  zh: {
    CHANGED_MIND: '我不想要了',
    ORDERED_BY_MISTAKE: '我误下单了',
    FOUND_CHEAPER: '我在别处找到更便宜的',
    WRONG_ADDRESS: '收货地址有误',
    DELIVERY_TOO_SLOW: '配送时间太长',
  },
};

export const CUSTOMERS_REASON_CODES = Object.keys(CUSTOMERS_REASONS.en) as (keyof typeof CUSTOMERS_REASONS.en)[];
