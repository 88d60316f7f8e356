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
    UNAUTHENTICATED: {
      sentence: 'There is no valid API key or sign-in.',
      whatToDo: 'Send Authorization: Bearer … with a key that was not revoked, or sign in again.',
    },
    SCOPE_MISSING: {
      sentence: 'This key or link is not for that.',
      whatToDo: 'Use one with the scope that `details.scope` names, or have one made.',
    },
    RATE_LIMITED: {
      sentence: 'These are too many calls at once.',
      whatToDo: 'Try again after the time in Retry-After, with the same idempotency key.',
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
    UNAUTHENTICATED: {
      sentence: '没有有效的 API 密钥或登录。',
      whatToDo: '请发送 Authorization: Bearer …，并使用未被撤销的密钥，或重新登录。',
    },
    SCOPE_MISSING: {
      sentence: '此密钥或链接不能用于该操作。',
      whatToDo: '请使用具有 `details.scope` 所示范围的密钥，或另行创建。',
    },
    RATE_LIMITED: {
      sentence: '请求过于频繁。',
      whatToDo: '请在 Retry-After 指明的时间之后用同一个幂等键重试。',
    },
    LINK_INVALID: {
      sentence: '此链接无效，或不完整。',
      whatToDo: '请完整打开收到的链接；否则请向店铺索取新链接。',
    },
    LINK_NOT_FOUND: { sentence: '此订单没有该链接。', whatToDo: '请核对编号，它在创建链接时的答复中。' },
    LINK_EXPIRED: { sentence: '此链接已失效。', whatToDo: '请向店铺索取新链接。' },
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
