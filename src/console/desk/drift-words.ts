/** What differs, and what to do about it: docs/reconciliation.md in short. */
export const DRIFT_WORDS = {
  en: {
    AMOUNT: ['Amount, currency or payment differ', 'Compare with the provider’s record; the refund stays as it is.'],
    STATUS: ['One side says done, the other does not', 'Look the refund up at the provider.'],
    MISSING_HERE: ['The provider made a refund that is none of ours', 'Find out who made it.'],
    MISSING_THERE: [
      'The provider does not list a refund of ours',
      'Look it up by its key; never refund by hand before it is proven failed.',
    ],
    TWICE: ['Two refunds of one', 'Take one back with the provider.'],
    LATE: ['The customer should have it by now', 'Ask the channel, tell the customer.'],
    ORDER: ['An order says something else than its cancellation', 'A fault of ours: report it with this case.'],
    LEDGER: ['The ledger does not add up', 'A fault of ours: report it with this case.'],
    STOCK: ['Stock does not add up', 'A fault of ours: report it with this case.'],
  },
  zh: {
    AMOUNT: ['金额、币种或支付不一致', '请与渠道记录核对；退款保持原状。'],
    STATUS: ['一方显示完成，另一方没有', '请在渠道查询该退款。'],
    MISSING_HERE: ['渠道有一笔不属于我方的退款', '请查明由谁发起。'],
    MISSING_THERE: ['渠道没有我方的一笔退款', '请按编号查询；在确认失败之前切勿人工退款。'],
    TWICE: ['同一退款出现两次', '请与渠道撤回其中一笔。'],
    LATE: ['顾客本应已收到', '请询问渠道并告知顾客。'],
    ORDER: ['订单状态与取消不一致', '我方故障：请附此案件上报。'],
    LEDGER: ['账本不平', '我方故障：请附此案件上报。'],
    STOCK: ['库存不平', '我方故障：请附此案件上报。'],
  },
} as const;
