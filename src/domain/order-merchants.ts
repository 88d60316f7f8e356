import { SHOP_ITSELF, type OrderUnit } from './order';

/** The merchants of these units, each once, in the order in which they appear; `SHOP_ITSELF` where there is no unit. */
export function merchantsOf(units: readonly Pick<OrderUnit, 'merchantId'>[]): string[] {
  const merchants = new Set(units.map(({ merchantId }) => merchantId));
  return merchants.size === 0 ? [SHOP_ITSELF] : [...merchants];
}
