import type { Facts, Headlines } from '../wording';

function done({ whole }: Facts): string {
  return whole ? '订单已取消' : '订单已部分取消';
}

/** Chinese headlines: who acts, until when, and what happens by itself. */
export const ZH_HEADLINES: Headlines = {
  REQUESTED: {
    support: ({ orderId, clock }) => `系统正在审核订单 ${orderId} 能否取消${clock}`,
    merchant: ({ orderId, clock }) => `订单 ${orderId} 有取消申请，正在审核${clock}`,
    customer: ({ clock }) => `已收到您的申请，正在审核${clock}`,
  },
  DENIED: {
    support: ({ denial }) => `不予受理：${denial}`,
    merchant: ({ denial }) => `不予受理，您无需处理：${denial}`,
    customer: ({ denial }) => `无法取消：${denial}`,
  },
  AWAITING_DECISION: {
    support: ({ merchants, clock }) => `等待${merchants}决定${clock}`,
    merchant: ({ orderId, clock }) => `请您对订单 ${orderId} 作出决定${clock}`,
    customer: ({ clock }) => `等待商家决定${clock}`,
  },
  OFFERED: {
    support: ({ clock }) => `等待顾客答复商家的提议${clock}`,
    merchant: ({ clock }) => `顾客正在考虑您的提议${clock}`,
    customer: ({ clock }) => `商家向您提出方案，请答复${clock}`,
  },
  REJECTED: {
    support: '商家已拒绝，订单继续履行，资金未动',
    merchant: '您已拒绝，请继续履行订单',
    customer: '商家未同意取消，您的订单继续',
  },
  ARBITRATION: {
    support: ({ clock }) => `等待仲裁人员裁定${clock}`,
    merchant: ({ clock }) => `平台正在裁定此取消${clock}`,
    customer: ({ clock }) => `平台正在裁定您的申请${clock}`,
  },
  UPHELD: {
    support: '维持拒绝，订单继续履行，资金未动',
    merchant: '平台维持您的拒绝，请继续履行订单',
    customer: '平台复核后维持原结果，您的订单继续',
  },
  WITHDRAWN: {
    support: ({ offerAccepted }) =>
      offerAccepted ? '顾客已接受商家提议，订单继续履行，由店铺兑现提议' : '申请已撤回，订单继续履行，资金未动',
    merchant: ({ offerAccepted }) =>
      offerAccepted ? '顾客已接受您的提议，请继续履行订单并兑现提议' : '顾客已撤回申请，请继续履行订单',
    customer: ({ offerAccepted }) =>
      offerAccepted ? '您已接受提议，您的订单继续，店铺将兑现提议' : '您已撤回申请，您的订单继续',
  },
  INTERCEPTING: {
    support: ({ clock }) => `等待承运商拦截包裹${clock}`,
    merchant: ({ clock }) => `已同意取消，承运商正在拦截包裹，请勿发货${clock}`,
    customer: ({ clock }) => `已同意取消，承运商正在拦截您的包裹${clock}`,
  },
  NOT_STOPPED: {
    support: '包裹未能拦截，订单继续履行，资金未动',
    merchant: '包裹未能拦截，订单继续履行',
    customer: '您的包裹未能拦截，正在送往您处，订单未取消',
  },
  AWAITING_RETURN: {
    support: ({ clock }) => `等待承运商退回包裹${clock}`,
    merchant: ({ clock }) => `包裹退回途中，请在收到后登记${clock}`,
    customer: ({ clock }) => `包裹退回商家后开始退款，正在等待${clock}`,
  },
  REFUNDING: {
    support: (facts) =>
      facts.returnsMoney
        ? `正在退还 ${facts.refund}：${facts.legs} 笔中渠道已受理 ${facts.legsAccepted} 笔${facts.clock}`
        : `正在关闭订单，无款可退${facts.clock}`,
    merchant: ({ clock }) => `已同意取消，系统正在处理，请勿发货${clock}`,
    customer: ({ returnsMoney, refund, clock }) =>
      returnsMoney ? `已同意取消，正在向您退还 ${refund}${clock}` : `已同意取消，正在关闭订单${clock}`,
  },
  CLOSED: {
    support: (facts) =>
      `${done(facts)}，${facts.returnsMoney ? `等待渠道完成退款 ${facts.refund}` : '无款可退'}${facts.clock}`,
    merchant: (facts) => `${done(facts)}，您无需再处理`,
    customer: (facts) =>
      facts.returnsMoney ? `${done(facts)}，退款 ${facts.refund} 正在途中` : `${done(facts)}，未产生扣款`,
  },
  SETTLED: {
    support: (facts) => (facts.returnsMoney ? `${done(facts)}，已退款 ${facts.refund}` : `${done(facts)}，无款可退`),
    merchant: (facts) => `${done(facts)}并已结清，您无需再处理`,
    customer: (facts) => (facts.returnsMoney ? `${done(facts)}，${facts.refund} 已退还` : `${done(facts)}，未产生扣款`),
  },
  REPAIRING: {
    support: ({ clock }) => `结束后资金有变动，系统正在处理${clock}`,
    merchant: '订单已取消，款项正在处理，您无需操作',
    customer: ({ clock }) => `订单已取消，有款项退回我方，正在重新退还${clock}`,
  },
  NEEDS_HUMAN: {
    support: ({ stuck }) => `需要人工处理：${stuck}`,
    merchant: '客服正在处理此取消，请勿发货',
    customer: '客服正在处理您的申请，您无需操作',
  },
};
