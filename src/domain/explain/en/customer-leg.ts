import type { Wording } from '../wording';

export const EN_ARRIVALS: Wording['arrivals'] = {
  BEING_SENT: 'being sent',
  ON_ITS_WAY: 'on its way',
  ARRIVED: 'arrived',
  LATE: 'late, we are looking into it',
  NEEDS_ATTENTION: 'needs attention, our support is working on it',
  PAID_ANOTHER_WAY: 'paid another way',
  REPLACED: 'failed, replaced by another way',
};

export const EN_DESTINATIONS: Wording['destinations'] = {
  CARD: 'the card you paid with',
  WALLET: 'the wallet you paid with',
  BANK_TRANSFER: 'the bank account you paid from',
  GIFT_CARD: 'your gift card',
  STORE_CREDIT: 'your store credit',
  BANK_ACCOUNT: 'your bank account',
  AS_PAID: 'what you paid with',
};

export const EN_CHANNELS: Wording['channels'] = {
  stripe: 'Stripe',
  paypal: 'PayPal',
  adyen: 'Adyen',
  'wechat-pay': 'WeChat Pay',
  alipay: 'Alipay',
  sepa: 'SEPA bank transfer',
  'gift-card': 'gift card',
  'store-credit': 'store credit',
  sandbox: 'the sandbox provider',
};
