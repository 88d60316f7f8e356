const KEPT = 'rescind.shop';

/** The shop that was asked about here before, so that it need not be typed again. */
export function keptShop(): string {
  return localStorage.getItem(KEPT) ?? '';
}

export function keepShop(shopId: string): void {
  localStorage.setItem(KEPT, shopId);
}
