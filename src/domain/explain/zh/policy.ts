import type { DurationUnit, FeeWords, PolicyWording } from '../policy-wording';

const UNITS: Readonly<Record<DurationUnit, string>> = { day: '天', hour: '小时', minute: '分钟', second: '秒' };
const WHY = '因您自身原因（例如改变主意）取消的';

/** Chinese: what a merchant's policy means for whoever orders. */
export const ZH_POLICY: PolicyWording = {
  duration: (count, unit) => `${count} ${UNITS[unit]}`,
  minorUnits: (amount) => `${amount} 个订单币种的最小单位`,
  statutory: (within) => `下单后 ${within}内，您依法有权撤回：无需任何人同意，也不收取费用。`,
  requestWindow: (within) => (within === undefined ? '送达之前随时可以申请取消。' : `下单后 ${within}内可以申请取消。`),
  grace: (within) => `下单后 ${within}内取消立即同意，不收取费用。`,
  approval: (isNeeded) => (isNeeded ? '您的申请由商家决定。' : '您的申请无需任何人同意，立即生效。'),
  decision: (within, businessHoursOnly) =>
    `商家有 ${within}作出决定，${businessHoursOnly ? '只计营业时间' : '全天连续计时'}。`,
  onTimeout: {
    APPROVE: '商家逾期未答复的，您的申请自动同意。',
    REJECT: '商家逾期未答复的，您的申请自动拒绝。',
    ESCALATE: '商家逾期未答复的，由平台人工决定。',
  },
  extension: (by) => `商家可以延长一次，最多 ${by}。`,
  offer: (within) => `商家可以改为向您提出方案；您有 ${within}答复，拒绝方案不影响您的申请。`,
  escalation: (within) =>
    within === undefined ? '商家拒绝即为最终结果。' : `商家拒绝后，您可以在 ${within}内申请仲裁。`,
  arbitration: (within) => `仲裁在 ${within}内作出裁决。`,
  onArbitrationTimeout: {
    NEEDS_HUMAN: '逾期未裁决的，由人工处理。',
    APPROVED: '逾期未裁决的，取消获得同意。',
    UPHELD: '逾期未裁决的，维持商家的拒绝。',
  },
  maxRequests: (count) => `同一订单最多可以申请 ${count} 次。`,
  parts: (areCancellable) => (areCancellable ? '可以取消整个订单，也可以只取消其中部分商品。' : '只能取消整个订单。'),
  intercept: (inTransit) => (inTransit ? '包裹已在途中的，承运商能拦截则予以拦截。' : '已交给承运商的商品不能再取消。'),
  onNotStopped: {
    END: '包裹未能拦截的，其中的商品不取消。',
    AWAIT_RETURN: '包裹未能拦截的，退回之后开始退款。',
    NEEDS_HUMAN: '包裹未能拦截的，由人工决定。',
  },
  comesBackWithin: (within) => `包裹须在 ${within}内退回。`,
  shippingFee: {
    NONE: '只取消部分商品的，运费不退。',
    PRORATED: '只取消部分商品的，按比例退还其运费。',
  },
  tenderOrder: {
    PROPORTIONAL: '使用多种方式支付的，按比例分别退回。',
    GIFT_FIRST: '使用多种方式支付的，先退回礼品卡和店铺余额。',
    CARD_FIRST: '使用多种方式支付的，先退回银行卡。',
    REVERSE_OF_PAYMENT: '使用多种方式支付的，最后支付的先退。',
  },
  stock: {
    RELEASE: '取消的商品立即恢复销售。',
    RETURN_TO_SHELF: '取消的商品重新上架后恢复销售。',
    WRITE_OFF: '取消的商品不再销售。',
  },
  noFee: '不收取取消费用。',
  fee: (step) => `${beginning(step)}，${WHY}，收取${amountOf(step)}的费用${ending(step)}。`,
  coupons: { RETURN: '已使用的优惠券予以退还。', KEEP: `${WHY}，已使用的优惠券不退还。` },
  pointsSpent: { RETURN: '已使用的积分予以退还。', KEEP: `${WHY}，已使用的积分不退还。` },
  pointsEarned: { CLAW_BACK: '因该订单获得的积分和优惠券将收回。', KEEP: '因该订单获得的积分和优惠券予以保留。' },
  extendDays: (days) => `期间过期的，自退还起再延长 ${days}。`,
};

function beginning({ from }: FeeWords): string {
  return from === undefined ? '自下单起' : `下单 ${from}后`;
}

function amountOf({ percent, fixed }: FeeWords): string {
  if (percent === undefined) return ` ${fixed ?? ''} `;
  return fixed === undefined ? ` ${percent} ` : ` ${percent} 另加 ${fixed} `;
}

function ending({ cap }: FeeWords): string {
  return cap === undefined ? '' : `，最多 ${cap}`;
}
