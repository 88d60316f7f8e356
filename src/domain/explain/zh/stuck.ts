import type { Wording } from '../wording';

/** Chinese: why a person must look, and what helps. */
export const ZH_STUCK: Wording['stuck'] = {
  DECISION_ESCALATED: {
    cause: '决定已转人工，但逾期未裁定',
    lever: '操作 arbitrate：同意取消，或让订单继续',
  },
  INTERCEPTION_UNKNOWN: {
    cause: '承运商未说明包裹是否已拦截',
    lever: '向承运商确认后，用 resolveInterception 登记结果',
  },
  PARCEL_NOT_STOPPED: {
    cause: '包裹未能拦截，按策略由人工处理',
    lever: '包裹退回后用 recordReturn，或按承运商答复用 resolveInterception',
  },
  REFUND_FAILED: {
    cause: '渠道最终拒绝退款，资金未动',
    lever: '用 retryRefund 向原支付重试，经顾客同意后用 chooseAlternateRoute 改道，或人工退回后用 recordManualRefund',
  },
  REFUND_UNRESOLVED: {
    cause: '渠道未说明退款是否成功',
    lever: '切勿人工退款。先在渠道查询，再用 retryStep：以同一单号再次查询',
  },
  REFUND_BLOCKED: {
    cause: '渠道暂缓退款，常因余额不足',
    lever: '在渠道解除（充值、解锁）后用 retryStep',
  },
  REFUND_DISPUTED: {
    cause: '顾客的银行对支付提出争议，再退款会付两次',
    lever: '在渠道回应争议，结束后用 retryStep',
  },
  REFUND_RETURNED: {
    cause: '已到账的退款被退回，款项仍需支付',
    lever: '请顾客提供其他途径并登记同意，再用 chooseAlternateRoute',
  },
  CAPTURE_IN_FLIGHT: {
    cause: '支付正在扣款，渠道未说明结果',
    lever: '先在渠道查询，结束后用 retryStep 再次读取',
  },
  REFUND_MISMATCH: {
    cause: '渠道答复的金额或支付与请求不符',
    lever: '先与渠道记录核对，一致后用 retryStep 再次查询',
  },
  COMPENSATION_FAILED: {
    cause: '占用未能撤销',
    lever: '确认店铺系统可用后，用 retryStep',
  },
  SHOP_NOT_CLOSED: {
    cause: '店铺系统中的订单尚未显示已取消',
    lever: '确认店铺系统可用且订单未锁定后，用 retryStep',
  },
  STEP_FAILED: {
    cause: '某一步骤失败，重试无法解决',
    lever: '查看该步骤的失败原因，排除后用 retryStep',
  },
};
