import type { Wording } from '../wording';

export const ZH_ARRIVALS: Wording['arrivals'] = {
  BEING_SENT: '正在发起',
  ON_ITS_WAY: '退回途中',
  ARRIVED: '已到账',
  LATE: '已逾期，正在核查',
  NEEDS_ATTENTION: '需要处理，客服正在跟进',
  PAID_ANOTHER_WAY: '已通过其他方式退回',
  REPLACED: '失败，已改用其他方式',
};

export const ZH_DESTINATIONS: Wording['destinations'] = {
  CARD: '您付款所用的银行卡',
  WALLET: '您付款所用的钱包',
  BANK_TRANSFER: '您付款所用的银行账户',
  GIFT_CARD: '您的礼品卡',
  STORE_CREDIT: '您的店铺余额',
  BANK_ACCOUNT: '您的银行账户',
  AS_PAID: '原支付方式',
};

export const ZH_CHANNELS: Wording['channels'] = {
  stripe: 'Stripe',
  paypal: 'PayPal',
  adyen: 'Adyen',
  'wechat-pay': '微信支付',
  alipay: '支付宝',
  sepa: 'SEPA 银行转账',
  'gift-card': '礼品卡',
  'store-credit': '店铺余额',
  sandbox: '沙箱支付渠道',
};
