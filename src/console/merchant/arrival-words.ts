/** How a merchant is told that a customer has asked. */
export const ARRIVAL_WORDS = {
  en: {
    one: (order: string) => `A new request: order ${order}`,
    many: (count: number, orders: string) => `${count} new requests: orders ${orders}`,
  },
  zh: {
    one: (order: string) => `新申请：订单 ${order}`,
    many: (count: number, orders: string) => `${count} 个新申请：订单 ${orders}`,
  },
};
