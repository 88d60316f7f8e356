import { sandboxAt } from './sandbox-caller';

/** What the provider has of one payment; minor units. */
export interface PaymentBook {
  readonly id: string;
  readonly state: 'captured' | 'authorized' | 'voided';
  readonly amount: number;
  /** Refunds that succeeded. */
  readonly refunded: number;
  readonly pending: number;
  readonly refunds: number;
}

export interface ParcelBook {
  readonly trackingRef: string;
  /** Null where nobody asked to stop it. */
  readonly outcome: 'stopped' | 'already_out' | 'delivered' | 'unknown' | null;
}

export interface ShopOrderBook {
  readonly orderId: string;
  readonly state: 'open' | 'cancelled';
  readonly heldBy: string | null;
  readonly closed: readonly string[];
}

/** All pages of a sandbox's own books whose ids begin with this. */
export async function readBooks<T>(
  url: string,
  list: { readonly name: string; readonly idOf: (row: T) => string },
  prefix: string,
): Promise<T[]> {
  const call = sandboxAt(url);
  const found: T[] = [];
  for (let after: string | null = prefix; after !== null;) {
    const page: Record<string, unknown> = await call('GET', `/books?after=${encodeURIComponent(after)}`);
    const rows = page[list.name] as T[];
    const own = rows.filter((row) => list.idOf(row).startsWith(prefix));
    found.push(...own);
    after = own.length === rows.length ? (page['next'] as string | null) : null;
  }
  return found;
}
