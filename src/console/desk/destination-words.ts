/** Where else money may go, by kind. */
export const DESTINATION_WORDS = {
  en: { BANK_ACCOUNT: 'Bank account', STORE_CREDIT: 'Store credit' },
  zh: { BANK_ACCOUNT: '银行账户', STORE_CREDIT: '储值余额' },
};
