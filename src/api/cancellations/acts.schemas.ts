import { z } from 'zod';
import { CANCELLATION_STATES } from '../../domain/cancellation';
import { REJECTION_REASONS } from '../../domain/decision';
import type { LeverKind } from '../../domain/lever';
import { cancellationId, id, instant, lineId, remark } from '../fields';
import { quote } from './request.schemas';

export const state = z.enum(CANCELLATION_STATES);

export const requestAccepted = z
  .object({
    outcome: z.literal('accepted'),
    cancellationId: z.string(),
    requestHash: z.string(),
    state,
    quote,
    deadline: z.string().exactOptional().describe('Until when a merchant may decide, ISO 8601'),
    onTimeout: z.enum(['APPROVE', 'REJECT', 'ESCALATE']).exactOptional().describe('What happens if nobody does'),
    statutory: z.literal(true).exactOptional().describe('A right to withdraw: no approval, no offer, no fee'),
  })
  .meta({ id: 'CancellationAccepted' });
export type RequestAcceptedBody = z.infer<typeof requestAccepted>;

/** What a decision says; of which some belongs to an approval alone. */
export const decisionFields = {
  merchantId: id.exactOptional().describe('Whose part; a merchant’s own key need not say it'),
  outcome: z.enum(['APPROVED', 'REJECTED']),
  rejectionReason: z.enum(REJECTION_REASONS).exactOptional().describe('Needed to reject'),
  message: remark.exactOptional().describe('To the customer, of a rejection; kept in the database alone'),
  restock: z
    .enum(['RELEASE', 'RETURN_TO_SHELF', 'WRITE_OFF'])
    .exactOptional()
    .describe('What becomes of the stock, in place of the policy’s rule'),
  lines: z
    .array(z.strictObject({ lineId, quantity: z.int().min(1).max(10_000) }))
    .min(1)
    .max(500)
    .exactOptional()
    .describe('Approves these units alone; the rest is rejected'),
};

export const ONLY_APPROVED = 'lines and restock belong to an approval';

/** Does it say only what its outcome has a use for? */
export function isWhole(decision: {
  readonly outcome: 'APPROVED' | 'REJECTED';
  readonly restock?: unknown;
  readonly lines?: unknown;
}): boolean {
  return decision.outcome === 'APPROVED' || (decision.restock === undefined && decision.lines === undefined);
}

export const decisionBody = z
  .strictObject(decisionFields)
  .refine(isWhole, ONLY_APPROVED)
  .meta({ id: 'DecisionRequest' });
export type DecisionBody = z.infer<typeof decisionBody>;

export const decisionAnswer = z
  .object({
    outcome: z.literal('recorded'),
    decision: z.enum(['APPROVED', 'REJECTED', 'ESCALATED']),
    signal: z
      .enum(['sent', 'pending'])
      .describe('pending: the decision stands, and its workflow will hear of it later'),
  })
  .meta({ id: 'DecisionRecorded' });
export type DecisionAnswer = z.infer<typeof decisionAnswer>;

export const withdrawalAnswer = z.object({ outcome: z.literal('withdrawn') }).meta({ id: 'Withdrawn' });
export type WithdrawalAnswer = z.infer<typeof withdrawalAnswer>;

const legId = z.string().regex(/^[A-Za-z0-9_.:#@+=/-]{1,160}$/, 'Not a leg’s id');

const approvalId = z
  .string()
  .regex(/^[A-Za-z0-9_.:/-]{1,160}$/, 'Not an approval’s id')
  .describe('From the timeline: who asked got it there');

export const evidenceCode = z
  .string()
  .regex(/^[A-Za-z0-9_.:#=/-]{1,128}$/, 'Letters, digits and _ . : # = / -, 128 at most');

export const evidenceDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '64 hex digits')
  .describe('SHA-256 of the document, hex');

const evidence = z.strictObject({
  kind: evidenceCode,
  reference: evidenceCode,
  sha256: evidenceDigest.exactOptional(),
});

const secondPerson = z.strictObject({ approvalId, decision: z.enum(['APPROVED', 'REFUSED']) });

const levers = {
  retryStep: z.strictObject({}),
  retryRefund: z.strictObject({ legId }),
  recordManualRefund: z.strictObject({ legId, reference: z.string().min(1).max(128) }),
  chooseAlternateRoute: z.strictObject({
    legId,
    route: z.enum(['BANK_TRANSFER', 'STORE_CREDIT']),
    destinationId: id,
    consent: z.strictObject({
      givenAt: instant.describe('When the customer agreed'),
      evidence: z.strictObject({
        kind: evidenceCode.describe('What kind of document, such as E_MAIL or CALL_RECORD'),
        reference: evidenceCode.describe('Where it is in your own files; never the document itself'),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, '64 hex digits')
          .exactOptional(),
      }),
    }),
  }),
  approveRoute: secondPerson,
  resolveInterception: z.strictObject({ shipmentId: id, outcome: z.enum(['STOPPED', 'ALREADY_OUT', 'DELIVERED']) }),
  recordReturn: z.strictObject({ shipmentId: id }),
  arbitrate: z.strictObject({
    merchantId: id,
    ruling: z.enum(['APPROVED', 'UPHELD']).describe('Final: nobody overrules it'),
    note: remark.exactOptional().describe('Why, for staff to read; kept in the database alone'),
    evidence: evidence.exactOptional(),
  }),
  extendDeadline: z.strictObject({
    merchantId: id,
    minutes: z.int().min(1).max(10_080).describe('Of business time, where the deadline is counted in it'),
  }),
  reopen: z.strictObject({ reason: remark.describe('Why, for staff to read; kept in the database alone') }),
  approveReopening: secondPerson,
} as const satisfies Record<LeverKind, z.ZodType>;

export const LEVER_KINDS = Object.keys(levers) as LeverKind[];

/** What each lever needs, beside its name in the path. */
export const LEVER_BODIES: Readonly<Record<LeverKind, z.ZodType<object>>> = levers;

/** Which of these it is, the path says. */
export const leverBody = z
  .union([
    levers.chooseAlternateRoute,
    levers.approveRoute,
    levers.recordManualRefund,
    levers.retryRefund,
    levers.resolveInterception,
    levers.recordReturn,
    levers.arbitrate,
    levers.extendDeadline,
    levers.reopen,
    levers.retryStep,
  ])
  .meta({ id: 'LeverRequest', description: 'What the lever named in the path needs' });

export const leverParams = z.strictObject({ cancellationId, lever: z.enum(LEVER_KINDS) });
export type LeverParams = z.infer<typeof leverParams>;

export const leverAnswer = z
  .object({
    outcome: z.literal('done'),
    state,
    approvalId: z.string().exactOptional().describe('Of `reopen`: what a second person decides on'),
    escalatedBy: z.string().exactOptional().describe('Of `approveReopening`: the cancellation that decides it again'),
  })
  .meta({ id: 'LeverDone' });
export type LeverAnswerBody = z.infer<typeof leverAnswer>;
