/** Workflows and the steps on our own database. */
export const CANCELLATIONS_QUEUE = 'cancellations';
export const SHOP_QUEUE = 'shop';
export const CARRIER_QUEUE = 'carrier';

/** Each refund channel has its own queue, hence its own rate. */
export function refundQueue(channel: string): string {
  return `refund-${channel}`;
}
