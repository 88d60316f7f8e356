import { sql } from 'kysely';
import { mayEscalate, nextRuling, rulingClock } from '../../../domain/arbitration';
import type { CancellationState } from '../../../domain/cancellation';
import type { CancellationView, EvidenceView, PartView } from '../../../domain/cancellation-view';
import type { RejectionReason } from '../../../domain/decision';
import type { ArbitrationTimeout, Policy } from '../../../domain/policy';
import { REJECTIONS } from './rejected-rest';

type EvidenceJson = { readonly [K in keyof Required<EvidenceView>]: EvidenceView[K] | null };

/** What a cancellation's row says of rights, escalation and evidence. */
export interface RightsRow {
  readonly state: CancellationState;
  readonly statutory: boolean;
  readonly escalates: string | null;
  /** The cancellation that has taken it up; null where none has. */
  readonly taken_up: { readonly by: string; readonly isReopened: boolean } | null;
  readonly escalation_reason: string | null;
  readonly reopening: string | null;
  readonly reopening_reason: string | null;
  /** When it was rejected, and the policies of the merchants who did; null both where it was not. */
  readonly rejection: { readonly at: string | null; readonly policies: readonly Policy[] | null };
  readonly evidence: readonly EvidenceJson[] | null;
}

/** What a part's row says of its decision. */
export interface DecisionJson {
  readonly decision: PartView['decision'];
  readonly rejectionReason: RejectionReason | null;
  readonly message: string | null;
  readonly rulingNote: string | null;
  readonly ruleUntil: string | null;
  readonly ruleElse: ArbitrationTimeout | null;
}

const ofCancellation = sql`shop_id = c.shop_id and cancellation_id = c.cancellation_id`;
const ofPart = sql`shop_id = p.shop_id and cancellation_id = p.cancellation_id and merchant_id = p.merchant_id`;

/** Columns of a cancellation `c`. Evidence is that of the rejection which it takes up, too, but for a customer's consent to another way. */
export const RIGHTS_COLUMNS = sql`c.statutory, c.escalates,
  (select json_build_object('by', e.cancellation_id, 'isReopened', e.reopening is not null) from cancellations e
    where e.shop_id = c.shop_id and e.escalates = c.cancellation_id and e.state <> 'DENIED') as taken_up,
  (select text from remarks where ${ofCancellation} and kind = 'ESCALATION') as escalation_reason,
  c.reopening, (select text from remarks r where r.shop_id = c.shop_id and kind = 'REOPENING'
    and r.cancellation_id in (c.cancellation_id, case when c.reopening is not null then c.escalates end)
    order by r.cancellation_id = c.cancellation_id desc limit 1) as reopening_reason,
  (select json_build_object('at', max(r.received_at), 'policies', json_agg(c.policies -> r.merchant_id)) ${REJECTIONS}) as rejection,
  (select json_agg(json_build_object('evidenceId', evidence_id, 'kind', kind, 'reference', reference, 'sha256', sha256, 'note', note,
      'by', recorded_role, 'merchantId', merchant_id, 'at', recorded_at) order by recorded_at, evidence_id)
    from evidence v where v.shop_id = c.shop_id and v.cancellation_id in (c.cancellation_id, c.escalates)
      and not exists (select from consents o where o.shop_id = v.shop_id and o.evidence_id = v.evidence_id)) as evidence`;

/** Further fields of the JSON of a part `p`. */
export const DECISION_FIELDS = sql`'rejectionReason', (select rejection_reason from decisions where ${ofPart}),
  'message', (select text from remarks where ${ofPart} and kind = 'REJECTION'),
  'rulingNote', (select text from remarks where ${ofPart} and kind = 'RULING'),
  'ruleUntil', arbitration_until, 'ruleElse', on_arbitration_timeout`;

/** What is told of a part's decision; a reason and a message only of what is rejected. */
export function decisionOf({ decision, rejectionReason, message, rulingNote }: DecisionJson): Partial<PartView> {
  return {
    ...(decision !== 'REJECTED' || rejectionReason === null ? {} : { rejectionReason }),
    ...(decision !== 'REJECTED' || message === null ? {} : { message }),
    ...(rulingNote === null ? {} : { rulingNote }),
  };
}

/** The arbiter's clock, while the cancellation is with one. */
export function arbitersClock(
  state: CancellationState,
  parts: readonly DecisionJson[],
): ReturnType<typeof rulingClock> {
  if (state !== 'ARBITRATION') return {};
  const clocks = parts.flatMap(({ decision, ruleUntil, ruleElse: onTimeout }) =>
    ruleUntil === null || onTimeout === null
      ? []
      : [{ decision, arbitration: { until: new Date(ruleUntil).toISOString(), onTimeout } }],
  );
  return rulingClock(nextRuling(clocks)?.arbitration);
}

/** What is told of rights, escalation and evidence, at this time. */
export function rightsOf(row: RightsRow, now: Date): Pick<CancellationView, 'statutory' | 'escalation' | 'evidence'> {
  const { escalates, taken_up: takenUp, rejection, escalation_reason: reason, reopening_reason: reopeningReason } = row;
  const may = mayEscalate(
    {
      ...{ state: row.state, policies: rejection.policies ?? [], isEscalation: escalates !== null },
      ...(rejection.at === null ? {} : { rejectedAt: new Date(rejection.at) }),
      ...(takenUp === null ? {} : { escalatedBy: takenUp.by }),
    },
    now,
  );
  const escalation = {
    ...(may.outcome === 'refused' ? {} : { allowedUntil: may.until.toISOString() }),
    ...(takenUp === null ? {} : { escalatedBy: takenUp.by }),
    ...(escalates === null ? {} : { escalates }),
    ...(reason === null ? {} : { reason }),
    ...(takenUp?.isReopened === true ? { reopened: true as const } : {}),
    ...(row.reopening !== null && escalates !== null ? { reopens: true as const } : {}),
    ...(reopeningReason === null ? {} : { reopeningReason }),
  };
  return {
    ...(row.statutory ? { statutory: true } : {}),
    ...(Object.keys(escalation).length === 0 ? {} : { escalation }),
    ...(row.evidence === null ? {} : { evidence: row.evidence.map(evidenceOf) }),
  };
}

function evidenceOf(json: EvidenceJson): EvidenceView {
  const known = Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
  return { ...(known as unknown as EvidenceView), at: new Date(json.at ?? '').toISOString() };
}
