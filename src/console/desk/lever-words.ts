/** What the levers are called on a button. What each does, the API says. */
export const LEVER_WORDS = {
  en: {
    retryStep: 'Try the step again',
    retryRefund: 'Send the refund again',
    recordManualRefund: 'Record a refund paid by hand',
    chooseAlternateRoute: 'Ask for another way to pay',
    approveRoute: 'Decide on another way to pay',
    resolveInterception: 'Say what became of the parcel',
    recordReturn: 'Record that the parcel is back',
    arbitrate: 'Rule in the merchant’s place',
    extendDeadline: 'Give the merchant more time',
    reopen: 'Ask for another decision',
    approveReopening: 'Decide on another decision',
  },
  zh: {
    retryStep: '重试该步骤',
    retryRefund: '重新发起退款',
    recordManualRefund: '登记已人工退款',
    chooseAlternateRoute: '申请其他退款方式',
    approveRoute: '审批其他退款方式',
    resolveInterception: '说明包裹去向',
    recordReturn: '登记包裹已退回',
    arbitrate: '代商家裁定',
    extendDeadline: '延长商家时限',
    reopen: '申请重新裁定',
    approveReopening: '审批重新裁定',
  },
};
