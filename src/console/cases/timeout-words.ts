/** What happens when a clock runs out and nobody has acted. */
export const TIMEOUT_WORDS = {
  en: {
    APPROVE: 'If nothing is done, it is approved by itself.',
    REJECT: 'If nothing is done, it is rejected by itself.',
    ESCALATE: 'If nothing is done, it goes to arbitration.',
  },
  zh: {
    APPROVE: '逾期未处理则自动同意。',
    REJECT: '逾期未处理则自动拒绝。',
    ESCALATE: '逾期未处理则转人工仲裁。',
  },
};
