import type { Selectable } from 'kysely';
import type { Role } from '../../../domain/cancellation';
import type { OfferKind, OfferState } from '../../../domain/offer';

export interface OfferTable {
  shop_id: string;
  cancellation_id: string;
  offer_id: string;
  merchant_id: string;
  kind: OfferKind;
  amount: number | null;
  currency: string | null;
  note: string | null;
  state: OfferState;
  deadline: Date;
  left_ms: number;
  actor_id: string;
  actor_role: Role;
  made_at: Date;
  answered_by: string | null;
  answered_role: Role | null;
  answered_door: 'API' | 'UPDATE' | 'TIMEOUT' | null;
  answered_at: Date | null;
}

export interface DeadlineExtensionTable {
  shop_id: string;
  cancellation_id: string;
  merchant_id: string;
  minutes: number;
  extended_from: Date;
  extended_to: Date;
  actor_id: string;
  actor_role: Role;
  extended_at: Date;
}

export interface OfferTables {
  offers: OfferTable;
  deadline_extensions: DeadlineExtensionTable;
}

export type OfferRow = Selectable<OfferTable>;
