import type { Generated } from 'kysely';
import type { LinkPurpose } from '../../../ports/order-links';

export interface OrderLinkTable {
  shop_id: string;
  link_id: string;
  order_id: string;
  role: 'customer';
  purpose: LinkPurpose;
  created_by: string;
  created_at: Generated<Date>;
  expires_at: Date;
  revoked_at: Date | null;
}

export interface RateLimitTable {
  bucket: string;
  window_start: Date;
  hits: number;
}

export interface TimelineHeadTable {
  shop_id: string;
  order_id: string;
  position: number;
  hash: string;
}

export interface AccessTables {
  order_links: OrderLinkTable;
  rate_limits: RateLimitTable;
  timeline_heads: TimelineHeadTable;
}
