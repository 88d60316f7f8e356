import { mayEscalate } from '../../../domain/arbitration';
import { ESCALATORS } from '../../../domain/cancellation';
import { canonicalJson } from '../../../domain/policy-snapshot';
import { refused, type Refusal } from '../../../domain/refusals';
import type { CancellationRequest } from '../../../domain/request';
import type { Transaction } from '../database';
import { readRejection } from './rejection-facts';

/**
 * Why a request may not take that rejection to arbitration, whichever door it came through; undefined where it may. The order's row must be
 * locked. ROLE_NOT_ALLOWED, CANCELLATION_NOT_FOUND (also of another order), ESCALATION_NOT_POSSIBLE (also for anything else than was rejected),
 * ALREADY_ESCALATED, ESCALATION_WINDOW_PASSED, or UNIT_ALREADY_CANCELLED where a unit that was rejected beside others
 * was cancelled meanwhile: another one of its line is not what was rejected.
 */
export async function whyNotHeard(
  tx: Transaction,
  request: CancellationRequest & { readonly escalates: string },
  now: Date,
): Promise<Refusal | undefined> {
  const { role } = request.actor;
  if (!ESCALATORS.includes(role)) return refused('ROLE_NOT_ALLOWED', { role });
  const row = await tx
    .selectFrom('cancellations')
    .selectAll()
    .where('shop_id', '=', request.shopId)
    .where('order_id', '=', request.orderId)
    .where('cancellation_id', '=', request.escalates)
    .executeTakeFirst();
  if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
  const asked = ({ selection, reason, initiator }: Pick<CancellationRequest, 'selection' | 'reason' | 'initiator'>) =>
    canonicalJson({ selection, reason, initiator });
  const { selection, goneLine, ...rejection } = await readRejection(tx, row);
  if (asked({ ...row, selection }) !== asked(request)) return refused('ESCALATION_NOT_POSSIBLE', { state: row.state });
  const may = mayEscalate(rejection, now);
  if (may.outcome === 'refused') return may;
  return goneLine === undefined ? undefined : refused('UNIT_ALREADY_CANCELLED', { lineId: goneLine });
}
