/** Why a merchant rejects, in the order of the list to choose from. */
export const REJECTION_WORDS = {
  en: {
    ALREADY_SHIPPED: 'It is on its way already',
    IN_PRODUCTION: 'It is being made',
    CUSTOM_MADE: 'It is made to order',
    SERVICE_STARTED: 'The service has begun',
    OTHER: 'Another reason',
  },
  zh: {
    ALREADY_SHIPPED: '已发货',
    IN_PRODUCTION: '制作中',
    CUSTOM_MADE: '定制商品',
    SERVICE_STARTED: '服务已开始',
    OTHER: '其他原因',
  },
};
