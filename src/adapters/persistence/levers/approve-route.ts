import type { Lever } from '../../../domain/lever';
import { refused, type Refusal } from '../../../domain/refusals';
import { decideApproval, requireAsAsked } from '../approvals';
import { lockOrderLegs } from '../order-legs';
import type { ApprovalRow, RouteContent } from '../tables/approvals';
import { ALTERNATE_ROUTE } from './choose-alternate-route';
import { failedLeg } from './failed-leg';
import type { Apply, LeverEffect, Pull } from './lever-effect';
import { planPayout } from './plan-payout';
import { destinationProblem } from './route-destination';

type Approve = Extract<Lever, { kind: 'approveRoute' }>;
type RouteApproval = ApprovalRow & { readonly content: RouteContent };

/**
 * A second person allows, or refuses, what another asked for. Allowed, a payout of the same amount is planned in place of the leg; refused, the
 * approval is closed and nothing else happens. The database refuses the same person too.
 * @throws Error when what is stored is not what was asked: somebody has changed it since.
 */
export const approveRoute: Apply<Approve> = async (pull) => {
  const { tx, row, lever, actor } = pull;
  const approval = await findApproval(pull);
  if (approval === undefined) return refused('APPROVAL_NOT_FOUND', { approvalId: lever.approvalId });
  if (approval.asked_by === actor.id) return refused('SECOND_PERSON_NEEDED', { approvalId: lever.approvalId });
  if (approval.decision !== null) return refused('LEVER_NOT_APPLICABLE', { decision: approval.decision });
  requireAsAsked(approval);
  if (lever.decision === 'REFUSED') {
    await decideApproval(tx, row, { ...lever, actor });
    return { outcome: 'done', to: row.state, details: { legId: approval.subject } };
  }
  const effect = await payOut(pull, approval);
  if (effect.outcome === 'done') await decideApproval(tx, row, { ...lever, actor });
  return effect;
};

function findApproval({ tx, row, lever }: Pull<Approve>): Promise<RouteApproval | undefined> {
  return tx
    .selectFrom('approvals')
    .selectAll()
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .where('approval_id', '=', lever.approvalId)
    .where('action', '=', ALTERNATE_ROUTE)
    .forUpdate()
    .$narrowType<{ content: RouteContent }>()
    .executeTakeFirst();
}

async function payOut(pull: Pull<Approve>, { content }: RouteApproval): Promise<LeverEffect | Refusal> {
  const { tx, row } = pull;
  const legs = await lockOrderLegs(tx, row);
  const failed = failedLeg(
    legs.filter((leg) => leg.cancellation_id === row.cancellation_id),
    content.legId,
  );
  if ('outcome' in failed) return failed;
  const refusal = await destinationProblem(tx, failed.leg, content);
  return refusal ?? planPayout(pull, { legs, failed: failed.leg, content });
}
