import type { MailWording } from './mail-wording';

/** Chinese mails. */
export const ZH_MAILS: MailWording = {
  language: 'zh-CN',
  subjects: {
    REQUEST_RECEIVED: ({ orderId }) => `我们已收到您取消订单 ${orderId} 的申请`,
    APPROVED: ({ orderId }) => `您取消订单 ${orderId} 的申请已通过`,
    REJECTED: ({ orderId }) => `您取消订单 ${orderId} 的申请未通过`,
    NOT_POSSIBLE: ({ orderId }) => `订单 ${orderId} 无法取消`,
    OFFER_MADE: ({ orderId }) => `商家就订单 ${orderId} 向您提出了方案`,
    NOT_STOPPED: ({ orderId }) => `订单 ${orderId} 的包裹未能拦截`,
    REFUND_SENT: ({ orderId, whole, returnsMoney }) =>
      `订单 ${orderId} 已${whole ? '' : '部分'}取消${returnsMoney ? '，退款已在途中' : ''}`,
    REFUND_SETTLED: ({ orderId }) => `订单 ${orderId} 的退款已完成`,
    NEEDS_ATTENTION: ({ orderId }) => `订单 ${orderId} 的取消需要更多时间`,
    WITHDRAWN: ({ orderId }) => `您的订单 ${orderId} 将继续履行`,
    DECISION_ASKED: ({ orderId }) => `请处理：订单 ${orderId} 的取消申请`,
    DECISION_REMINDER: ({ orderId }) => `提醒，请处理：订单 ${orderId} 的取消申请`,
    DECIDED_BY_TIMEOUT: ({ orderId }) => `订单 ${orderId} 的取消申请已超时自动处理`,
    REQUEST_WITHDRAWN: ({ orderId }) => `订单 ${orderId} 将继续履行`,
    GUEST_CODE: ({ orderId }) => `您查看订单 ${orderId} 的验证码`,
  },
  leads: {
    REQUEST_RECEIVED: '有进展时我们会再次通知您。在此之前您无需任何操作。',
    APPROVED: '',
    REJECTED: '',
    NOT_POSSIBLE: '',
    OFFER_MADE: '由您决定。如果您拒绝，商家将继续处理您的申请。',
    NOT_STOPPED: '',
    REFUND_SENT: '',
    REFUND_SETTLED: '如果未在账户中查到，请向银行或支付机构出示参考号查询。',
    NEEDS_ATTENTION: '处理时间比预期长，客服正在跟进，您无需任何操作。',
    WITHDRAWN: '',
    DECISION_ASKED: '页面上有您处理所需的全部信息。仅打开页面不会做出任何决定。',
    DECISION_REMINDER: '处理时限已过半。仅打开页面不会做出任何决定。',
    DECIDED_BY_TIMEOUT: '处理时限已过，已按您的规则自动处理。',
    REQUEST_WITHDRAWN: '',
    GUEST_CODE: '十分钟内有效，仅可使用一次。我们不会向您索要验证码。如果不是您本人申请，无需任何操作。',
  },
  greeting: (name) => (name === undefined ? '您好：' : `${name}，您好：`),
  itIsAbout: '涉及商品：',
  item: ({ name, quantity }) => `${name} × ${quantity}`,
  planned: '如获通过，您将收到：',
  arrives: ([soonest, latest], inBusinessDays) => {
    if (latest === 0) return '即时到账';
    const days = soonest === latest ? String(latest) : `${soonest} 至 ${latest}`;
    return `发起后 ${days} 个${inBusinessDays ? '工作日' : '自然日'}内到账`;
  },
  openOrder: '查看订单及可进行的操作',
  openDecision: '打开申请',
  codeIs: '您的验证码：',
  whyYou: {
    customer: '您收到此邮件，是因为下单时留下了该邮箱。链接仅供您本人使用，请勿转发。',
    merchant: '您收到此邮件，是因为该邮箱是商家的联系方式之一。链接仅供您本人使用，请勿转发。',
    code: '您收到此邮件，是因为有人为该订单申请了验证码。',
  },
};
