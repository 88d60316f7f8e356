import type { Merchant } from './order-book';

/** One version of a merchant's policy. */
export interface PolicyVersion {
  readonly version: number;
  /** SHA-256 of the policy as canonical JSON, hex. */
  readonly hash: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A merchant with the policy that holds now, and what held before. */
export interface MerchantDetails extends Merchant {
  /** Newest first, a hundred at most. */
  readonly versions: readonly PolicyVersion[];
}

/** By their ids. `next` is the cursor of the page after; absent on the last one. */
export interface MerchantPage {
  readonly items: readonly Merchant[];
  readonly next?: string;
}

export interface MerchantAsk {
  readonly shopId: string;
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads merchants with their calendars and policies. */
export interface MerchantReader {
  readonly list: (ask: MerchantAsk) => Promise<MerchantPage>;
  readonly read: (shopId: string, merchantId: string) => Promise<MerchantDetails | undefined>;
}
