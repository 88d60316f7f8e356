import type { LeverKind } from '../../lever';

/** Chinese: what pulling each lever does, before it is pulled. */
export const ZH_LEVER_EFFECTS: Readonly<Record<LeverKind, string>> = {
  retryStep: '把卡住的步骤再执行一次。',
  retryRefund: '按原支付途径重新发起一笔同额退款；失败的那笔保留在记录中。',
  recordManualRefund: '登记您已人工退还这笔金额；系统不会再次退款。',
  chooseAlternateRoute: '经顾客同意，申请改为银行转账或店铺余额；在第二人批准之前不会有资金变动。',
  approveRoute: '批准他人提出的申请，款项改走该途径；或予以拒绝，资金不变动。',
  resolveInterception: '说明承运商未答复的包裹的实际情况，流程由此继续。',
  recordReturn: '登记包裹已退回，开始退款。',
  arbitrate: '代商家作出裁决：同意则进入退款，维持拒绝则订单照常履行。',
  extendDeadline: '给商家更多时间作决定；顾客会看到新的截止时间。',
  reopen: '申请由仲裁员重新裁定此次拒绝；在第二人批准之前不会有任何变化。',
  approveReopening: '批准他人提出的申请，由仲裁员在新的取消中重新裁定；或予以拒绝，一切维持不变。',
};
