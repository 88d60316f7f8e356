import type { Locale, RefusalText } from '../../domain/explain/wording';
import type { HttpProblemCode } from './problem-codes';

/** What the domain has no words for: faults of a request, of ours, and of what we stand on. */
export const HTTP_PROBLEM_TEXTS: Readonly<Record<Locale, Readonly<Record<HttpProblemCode, RefusalText>>>> = {
  en: {
    INVALID_REQUEST: {
      sentence: 'The request does not have the form that is asked for.',
      whatToDo: 'Correct the field that `param` names; the API’s page at /docs says what it may be.',
    },
    BODY_UNREADABLE: { sentence: 'The body is not JSON.', whatToDo: 'Send JSON with Content-Type: application/json.' },
    IDEMPOTENCY_KEY_MISSING: {
      sentence: 'The header Idempotency-Key is missing or is not 1 to 200 visible ASCII characters.',
      whatToDo: 'Send a key of your own, one for each request that you mean.',
    },
    IDEMPOTENCY_KEY_BUSY: {
      sentence: 'A call with this idempotency key is still under way.',
      whatToDo: 'Try again after the time in Retry-After, with the same key: you get its answer.',
    },
    UNAUTHENTICATED: {
      sentence: 'There is no valid API key or sign-in.',
      whatToDo: 'Send Authorization: Bearer … with a key that was not revoked, or sign in again.',
    },
    SCOPE_MISSING: {
      sentence: 'This key or link is not for that.',
      whatToDo: 'Use one with the scope that `details.scope` names, or have one made.',
    },
    CSRF_TOKEN_INVALID: {
      sentence: 'This call was not made by a page of this session.',
      whatToDo: 'Load the page again and repeat what you did; a program sends the session’s csrfToken as X-CSRF-Token.',
    },
    RATE_LIMITED: {
      sentence: 'These are too many calls at once.',
      whatToDo: 'Try again after the time in Retry-After, with the same idempotency key.',
    },
    CLOSURE_PROOF_NOT_FOUND: {
      sentence: 'There is no closure proof of this cancellation.',
      whatToDo: 'Ask again once it is SETTLED: the proof is written then.',
    },
    FEEDBACK_GIVEN: {
      sentence: 'How it went was said already.',
      whatToDo: 'Nothing needs to be done; it can be said once.',
    },
    FEEDBACK_TOO_EARLY: {
      sentence: 'This cancellation is still under way.',
      whatToDo: 'Say how it went once it is closed or has ended.',
    },
    DRIFT_CASE_NOT_FOUND: {
      sentence: 'There is no such drift case.',
      whatToDo: 'Check the id; GET /v1/drift-cases lists those that there are.',
    },
    DRIFT_CASE_RESOLVED: {
      sentence: 'This drift case was resolved already, or has gone away by itself.',
      whatToDo: 'Read it again: it says by whom, or since when.',
    },
    QUOTE_INVALID: {
      sentence: 'The quote is not one of ours, was cut off, or is for another request.',
      whatToDo:
        'Send the quoteToken whole, with the order, units, reason and initiator that were quoted; else ask for a new one.',
    },
    QUOTE_EXPIRED: {
      sentence: 'The quote is older than a quarter of an hour.',
      whatToDo: 'Ask for a new quote, look at it, and request with its quoteToken.',
    },
    LINK_INVALID: {
      sentence: 'This link is not one of ours, or was cut off.',
      whatToDo: 'Open the link as it was sent, whole; else ask the shop for a new one.',
    },
    LINK_NOT_FOUND: {
      sentence: 'This order has no such link.',
      whatToDo: 'Check the id; it is in the answer to the link’s creation.',
    },
    LINK_EXPIRED: {
      sentence: 'This link does not work any more.',
      whatToDo: 'Ask the shop for a new one.',
    },
    GUEST_CODE_INVALID: {
      sentence: 'This code is not the right one, or does not work any more.',
      whatToDo: 'Enter the code of the newest mail within ten minutes; after five wrong tries ask for a new one.',
    },
    SIGN_IN_FAILED: {
      sentence: 'The sign-in was not completed.',
      whatToDo: 'Sign in again, in this browser; when it stays, tell whoever runs this.',
    },
    SIGN_IN_NO_ROLE: {
      sentence: 'This account has no role here.',
      whatToDo: 'Have whoever manages accounts give it a role, then sign in again.',
    },
    SIGN_IN_NOT_CONFIGURED: {
      sentence: 'There is no sign-in with an organisation’s account here.',
      whatToDo: 'Open the link that you were sent; an operator sets RESCIND_OIDC_CLIENT_ID.',
    },
    ROUTE_NOT_FOUND: { sentence: 'There is no such address.', whatToDo: 'See /docs for those that there are.' },
    BODY_TOO_LARGE: { sentence: 'The body is too large.', whatToDo: 'Send no more than 100 kB.' },
    WEBHOOK_SOURCE_UNKNOWN: {
      sentence: 'No refund channel of this name is set up.',
      whatToDo: 'Check the address that the provider calls.',
    },
    WEBHOOK_SIGNATURE_INVALID: {
      sentence: 'The message is not signed by a secret that is known, or is too old.',
      whatToDo: 'Check the secret on both sides and the clocks.',
    },
    WEBHOOK_UNREADABLE: {
      sentence: 'The message is signed, but can not be read.',
      whatToDo: 'Check that the provider sends a version of its messages that this channel knows.',
    },
    INTERNAL_ERROR: {
      sentence: 'Something went wrong on our side.',
      whatToDo: 'Try again; when it stays, tell us the request id.',
    },
    DATA_KEYS_MISSING: {
      sentence: 'There is no key to seal personal data with, so that nothing was stored.',
      whatToDo: 'Have an operator set RESCIND_DATA_KEYS, then try again.',
    },
    LINK_KEYS_MISSING: {
      sentence: 'There is no key to sign links with.',
      whatToDo: 'Have an operator set RESCIND_LINK_KEYS, then try again.',
    },
    SIGN_IN_UNAVAILABLE: {
      sentence: 'The identity provider does not answer.',
      whatToDo: 'Try again after the time in Retry-After; API keys work meanwhile.',
    },
    DATABASE_UNAVAILABLE: {
      sentence: 'The database can not be reached.',
      whatToDo: 'Try again after the time in Retry-After, with the same idempotency key; nothing was changed or lost.',
    },
    TEMPORAL_UNAVAILABLE: {
      sentence: 'Temporal can not be reached.',
      whatToDo: 'Try again after the time in Retry-After, with the same idempotency key.',
    },
    WORKER_UNAVAILABLE: {
      sentence: 'No worker has answered yet.',
      whatToDo: 'Try again after the time in Retry-After, with the same idempotency key; what was asked is not lost.',
    },
  },
  zh: {
    INVALID_REQUEST: {
      sentence: '请求的格式不符合要求。',
      whatToDo: '请更正 `param` 指出的字段；/docs 页面说明了允许的取值。',
    },
    BODY_UNREADABLE: {
      sentence: '请求正文不是 JSON。',
      whatToDo: '请发送 JSON，并使用 Content-Type: application/json。',
    },
    IDEMPOTENCY_KEY_MISSING: {
      sentence: '缺少 Idempotency-Key 请求头，或其内容不是 1 至 200 个可见 ASCII 字符。',
      whatToDo: '请自行生成一个键，每个请求各用一个。',
    },
    IDEMPOTENCY_KEY_BUSY: {
      sentence: '使用此幂等键的请求仍在处理中。',
      whatToDo: '请在 Retry-After 指明的时间之后用同一个键重试，即可得到它的答复。',
    },
    UNAUTHENTICATED: {
      sentence: '没有有效的 API 密钥或登录。',
      whatToDo: '请发送 Authorization: Bearer …，并使用未被撤销的密钥，或重新登录。',
    },
    SCOPE_MISSING: {
      sentence: '此密钥或链接不能用于该操作。',
      whatToDo: '请使用具有 `details.scope` 所示范围的密钥，或另行创建。',
    },
    CSRF_TOKEN_INVALID: {
      sentence: '该请求不是由本次登录的页面发出的。',
      whatToDo: '请刷新页面后重试；程序应将会话的 csrfToken 放入 X-CSRF-Token 请求头。',
    },
    RATE_LIMITED: {
      sentence: '请求过于频繁。',
      whatToDo: '请在 Retry-After 指明的时间之后用同一个幂等键重试。',
    },
    CLOSURE_PROOF_NOT_FOUND: {
      sentence: '此取消没有结案证明。',
      whatToDo: '请在其状态为 SETTLED 之后再查询，证明在那时生成。',
    },
    FEEDBACK_GIVEN: { sentence: '评价已经提交过。', whatToDo: '无需操作，只能评价一次。' },
    FEEDBACK_TOO_EARLY: { sentence: '此取消仍在进行中。', whatToDo: '请在其关闭或结束之后再评价。' },
    DRIFT_CASE_NOT_FOUND: {
      sentence: '没有这个差异案例。',
      whatToDo: '请核对编号，GET /v1/drift-cases 列出了现有案例。',
    },
    DRIFT_CASE_RESOLVED: {
      sentence: '此差异案例已处理，或已自行消失。',
      whatToDo: '请重新读取，其中注明了由谁处理或何时消失。',
    },
    QUOTE_INVALID: {
      sentence: '此报价无效、不完整，或不属于本次申请。',
      whatToDo: '请完整发送 quoteToken，并与报价时的订单、商品、原因和申请方一致；否则请重新获取报价。',
    },
    QUOTE_EXPIRED: {
      sentence: '此报价已超过十五分钟。',
      whatToDo: '请重新获取报价，查看后用新的 quoteToken 申请。',
    },
    LINK_INVALID: {
      sentence: '此链接无效，或不完整。',
      whatToDo: '请完整打开收到的链接；否则请向店铺索取新链接。',
    },
    LINK_NOT_FOUND: { sentence: '此订单没有该链接。', whatToDo: '请核对编号，它在创建链接时的答复中。' },
    LINK_EXPIRED: { sentence: '此链接已失效。', whatToDo: '请向店铺索取新链接。' },
    GUEST_CODE_INVALID: {
      sentence: '验证码不正确，或已失效。',
      whatToDo: '请在十分钟内输入最新邮件中的验证码；输错五次后请重新获取。',
    },
    SIGN_IN_FAILED: {
      sentence: '登录未完成。',
      whatToDo: '请在此浏览器中重新登录；如果问题持续，请告知系统的运营方。',
    },
    SIGN_IN_NO_ROLE: { sentence: '此账号在这里没有角色。', whatToDo: '请联系账号管理员分配角色，然后重新登录。' },
    SIGN_IN_NOT_CONFIGURED: {
      sentence: '这里没有开通单位账号登录。',
      whatToDo: '请打开发给您的链接；运维人员可设置 RESCIND_OIDC_CLIENT_ID。',
    },
    ROUTE_NOT_FOUND: { sentence: '没有这个地址。', whatToDo: '可用的地址见 /docs。' },
    BODY_TOO_LARGE: { sentence: '请求正文过大。', whatToDo: '请不要超过 100 kB。' },
    WEBHOOK_SOURCE_UNKNOWN: { sentence: '没有配置这个名称的退款渠道。', whatToDo: '请检查支付服务商调用的地址。' },
    WEBHOOK_SIGNATURE_INVALID: {
      sentence: '消息没有用已知的密钥签名，或者时间过旧。',
      whatToDo: '请检查双方的密钥和时钟。',
    },
    WEBHOOK_UNREADABLE: {
      sentence: '消息已签名，但无法读取。',
      whatToDo: '请确认支付服务商发送的消息版本是本渠道支持的。',
    },
    INTERNAL_ERROR: { sentence: '我们这边出了问题。', whatToDo: '请重试；如果问题持续，请告诉我们请求编号。' },
    DATA_KEYS_MISSING: {
      sentence: '没有可用于加密个人数据的密钥，未保存任何内容。',
      whatToDo: '请由运维人员设置 RESCIND_DATA_KEYS 后重试。',
    },
    LINK_KEYS_MISSING: {
      sentence: '没有可用于签署链接的密钥。',
      whatToDo: '请由运维人员设置 RESCIND_LINK_KEYS 后重试。',
    },
    SIGN_IN_UNAVAILABLE: {
      sentence: '身份提供方没有应答。',
      whatToDo: '请在 Retry-After 指明的时间之后重试；其间 API 密钥仍可使用。',
    },
    DATABASE_UNAVAILABLE: {
      sentence: '无法连接数据库。',
      whatToDo: '请在 Retry-After 指明的时间之后用同一个幂等键重试；没有任何更改或丢失。',
    },
    TEMPORAL_UNAVAILABLE: {
      sentence: '无法连接 Temporal。',
      whatToDo: '请在 Retry-After 指明的时间之后用同一个幂等键重试。',
    },
    WORKER_UNAVAILABLE: {
      sentence: '还没有工作进程回应。',
      whatToDo: '请在 Retry-After 指明的时间之后用同一个幂等键重试；所请求的内容不会丢失。',
    },
  },
};
