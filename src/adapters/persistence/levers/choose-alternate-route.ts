import type { Lever } from '../../../domain/lever';
import { refused, type Refusal } from '../../../domain/refusals';
import { approvalIdOf, askApproval } from '../approvals';
import { lockOrderLegs } from '../order-legs';
import type { RouteContent } from '../tables/approvals';
import { failedLeg } from './failed-leg';
import type { Apply, Pull } from './lever-effect';
import { destinationProblem } from './route-destination';

type Choose = Extract<Lever, { kind: 'chooseAlternateRoute' }>;

export const ALTERNATE_ROUTE = 'ALTERNATE_ROUTE';

/**
 * Asks for another way for what a leg could not return: records the evidence, the customer's consent, and an open approval, which a second
 * person decides on with `approveRoute`. Nothing moves, and the state stays.
 */
export const chooseAlternateRoute: Apply<Choose> = async (pull) => {
  const { tx, row, lever } = pull;
  const legs = await lockOrderLegs(tx, row);
  const failed = failedLeg(
    legs.filter((leg) => leg.cancellation_id === row.cancellation_id),
    lever.legId,
  );
  if ('outcome' in failed) return failed;
  const refusal = consentProblem(lever, new Date()) ?? (await destinationProblem(tx, failed.leg, lever));
  if (refusal !== undefined) return refusal;
  const { number, open } = await approvalsOf(pull);
  if (open !== undefined) return refused('LEVER_NOT_APPLICABLE', { approvalId: open });
  const approvalId = approvalIdOf(row, number);
  const { amount, currency } = failed.leg;
  await store(pull, { approvalId, number, amount, currency });
  return { outcome: 'done', to: row.state, details: { approvalId, amount, currency } };
};

/** Evidence is named by codes, so that no timeline and no history tells of a person. */
const CODE = /^[A-Za-z0-9_.:#=/-]{1,128}$/;
const SHA256 = /^[0-9a-f]{64}$/;

function consentProblem({ consent }: Choose, now: Date): Refusal | undefined {
  const { givenAt, evidence } = consent;
  const at = Date.parse(givenAt);
  if (Number.isNaN(at) || at > now.getTime()) return refused('CONSENT_MISSING', { field: 'consent.givenAt' });
  if (!CODE.test(evidence.kind)) return refused('CONSENT_MISSING', { field: 'consent.evidence.kind' });
  if (!CODE.test(evidence.reference)) return refused('CONSENT_MISSING', { field: 'consent.evidence.reference' });
  const isDigest = evidence.sha256 === undefined || SHA256.test(evidence.sha256);
  return isDigest ? undefined : refused('CONSENT_MISSING', { field: 'consent.evidence.sha256' });
}

async function approvalsOf({ tx, row, lever }: Pull<Choose>): Promise<{ number: number; open: string | undefined }> {
  const approvals = await tx
    .selectFrom('approvals')
    .select(['approval_id', 'subject', 'decision'])
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .execute();
  const open = approvals.find(({ subject, decision }) => subject === lever.legId && decision === null);
  return { number: approvals.length + 1, open: open?.approval_id };
}

async function store(
  { tx, row, lever, actor }: Pull<Choose>,
  asked: {
    readonly approvalId: string;
    readonly number: number;
    readonly amount: number;
    readonly currency: string;
  },
): Promise<void> {
  const { shop_id, cancellation_id } = row;
  const { legId, route, destinationId, consent } = lever;
  const by = { recorded_by: actor.id, recorded_role: actor.role };
  const evidence_id = `${cancellation_id}/evidence/${asked.number}`;
  const consent_id = `${cancellation_id}/consent/${asked.number}`;
  const { kind, reference, sha256 } = consent.evidence;
  await tx
    .insertInto('evidence')
    .values({ shop_id, evidence_id, cancellation_id, kind, reference, sha256: sha256 ?? null, ...by })
    .execute();
  await tx
    .insertInto('consents')
    .values({
      ...{ shop_id, consent_id, cancellation_id, leg_id: legId, route, evidence_id },
      given_at: new Date(consent.givenAt),
      ...by,
    })
    .execute();
  const { amount, currency } = asked;
  const content: RouteContent = { legId, route, destinationId, consentId: consent_id, amount, currency };
  const { approvalId } = asked;
  await askApproval(tx, row, { approvalId, action: ALTERNATE_ROUTE, subject: legId, content, actor });
}
