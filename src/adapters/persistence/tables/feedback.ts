import type { Generated } from 'kysely';
import type { Role } from '../../../domain/cancellation';

export interface CancellationFeedbackTable {
  shop_id: string;
  cancellation_id: string;
  rating: number;
  comment: string | null;
  given_by: string;
  given_role: Role;
  given_at: Generated<Date>;
}

export interface FeedbackTables {
  cancellation_feedback: CancellationFeedbackTable;
}
