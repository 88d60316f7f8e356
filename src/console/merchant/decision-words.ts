/** What holds after an approval. */
export const MONEY_FORWARD = {
  en: 'Once the parcel is stopped or a refund is sent, this cannot be undone.',
  zh: '一旦包裹被拦截或退款已发出，将无法撤销。',
};
