export const PREVIEW_WORDS = {
  en: {
    title: 'What you get back',
    confirm: 'Ask to cancel',
    confirmRight: 'Confirm withdrawal',
    right:
      'It is your right: nobody has to agree, and nothing is kept. With the button you withdraw from the contract.',
    changed: 'Nothing was sent: what you saw no longer holds. Below is what holds now: look at it, and confirm again.',
    seeActive: 'See the request that is under way',
    back: 'Back',
  },
  zh: {
    title: '退款明细',
    confirm: '提交取消申请',
    confirmRight: '确认撤回',
    right: '这是您的权利：无需任何人同意，也不收取费用。点击按钮即撤回合同。',
    changed: '申请未提交：之前显示的明细已失效。下面是最新明细，请核对后再次确认。',
    seeActive: '查看正在处理的申请',
    back: '返回',
  },
};
