import type { Generated } from 'kysely';
import type { BenefitKind, BenefitMove } from '../../../domain/benefits';

export interface BenefitTable {
  shop_id: string;
  order_id: string;
  benefit_id: string;
  kind: BenefitKind;
  amount: number;
  merchant_id: string | null;
  expires_at: Date | null;
  remaining: number | null;
}

export interface BenefitMovementTable {
  shop_id: string;
  order_id: string;
  benefit_id: string;
  cancellation_id: string;
  movement: BenefitMove;
  amount: number;
  expires_at: Date | null;
  moved_at: Generated<Date>;
}

export interface BenefitTables {
  benefits: BenefitTable;
  benefit_movements: BenefitMovementTable;
}
