/** How a refund stands at its channel, as staff read it. */
export const LEG_WORDS = {
  en: {
    kinds: { refund: 'Refund', void: 'Release of what was held', payout: 'Payout another way' },
    states: {
      PLANNED: 'Planned',
      SUBMITTED: 'Sent',
      PENDING: 'Taken on by the channel, on its way',
      AMBIGUOUS: 'Sent, and the channel does not say whether it went through',
      BLOCKED: 'Held up at the channel',
      DISPUTED: 'Disputed at the bank',
      REVIEW: 'Being checked by a person',
      SUCCEEDED: 'Done',
      FAILED: 'Failed for good; no money moved',
      CLOSED: 'Closed; no money moved',
      MANUAL: 'Paid back by hand',
    },
  },
  zh: {
    kinds: { refund: '退款', void: '解除预授权', payout: '其他方式打款' },
    states: {
      PLANNED: '待发起',
      SUBMITTED: '已提交',
      PENDING: '渠道已受理，退回途中',
      AMBIGUOUS: '已提交，渠道未说明是否成功',
      BLOCKED: '渠道受阻',
      DISPUTED: '银行争议中',
      REVIEW: '人工核对中',
      SUCCEEDED: '已完成',
      FAILED: '最终失败，资金未动',
      CLOSED: '已关闭，资金未动',
      MANUAL: '已人工退回',
    },
  },
};
