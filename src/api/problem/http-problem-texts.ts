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
      sentence: 'There is no valid API key.',
      whatToDo: 'Send Authorization: Bearer rk_… with a key that was not revoked.',
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
      sentence: '没有有效的 API 密钥。',
      whatToDo: '请发送 Authorization: Bearer rk_…，并使用未被撤销的密钥。',
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
