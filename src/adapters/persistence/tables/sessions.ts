import type { Generated } from 'kysely';
import type { Role } from '../../../domain/cancellation';
import type { Scope } from '../../../ports/api-key-store';
import type { SessionPurpose } from '../../../ports/sessions';

export interface MerchantLinkTable {
  shop_id: string;
  link_id: string;
  cancellation_id: string;
  merchant_id: string;
  created_by: string;
  created_at: Generated<Date>;
  expires_at: Date;
  revoked_at: Date | null;
}

export interface SessionTable {
  shop_id: string;
  token_hash: Buffer;
  actor_id: string;
  actor_role: Role;
  merchant_id: string | null;
  order_id: string | null;
  cancellation_id: string | null;
  scopes: Scope[] | null;
  purpose: SessionPurpose | null;
  link_id: string | null;
  idle_seconds: number;
  expires_at: Date;
  ends_at: Date;
  created_at: Date;
  revoked_at: Date | null;
}

export interface GuestCodeTable {
  shop_id: string;
  code_id: string;
  order_id: string;
  matched: boolean;
  salt: Buffer;
  code_hash: Buffer;
  tries: Generated<number>;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface SessionTables {
  merchant_links: MerchantLinkTable;
  sessions: SessionTable;
  guest_codes: GuestCodeTable;
}
