import { z } from 'zod';
import { REASON_CODES } from '../../domain/reasons';
import { cancellationId, id, instant, orderId, signedAmount } from '../fields';
import { state } from './acts.schemas';
import { extendableAspect, offerAspect } from '../offers/offers.schemas';
import { decisionAspect, rightsAspect } from './rights.schemas';
import { requestAspect } from './view-request.schemas';

const WAITING_ON = ['CUSTOMER', 'MERCHANT', 'CARRIER', 'SHOP', 'PAYMENT', 'OPERATOR', 'NONE'] as const;
const waitingOn = z.enum(WAITING_ON);
const refundState = z.enum(['NONE', 'IN_PROGRESS', 'COMPLETED', 'NEEDS_ATTENTION']);
const onTimeout = z.enum(['APPROVE', 'REJECT', 'ESCALATE']);

const ARRIVALS = [
  'BEING_SENT',
  'ON_ITS_WAY',
  'ARRIVED',
  'LATE',
  'NEEDS_ATTENTION',
  'PAID_ANOTHER_WAY',
  'REPLACED',
] as const;

const part = z
  .object({
    merchantId: z.string(),
    decision: z.enum(['APPROVED', 'REJECTED', 'ESCALATED', 'PENDING', 'NOT_STOPPED', 'AWAITING_RETURN']),
    deadline: z.string().exactOptional(),
    onTimeout: onTimeout.exactOptional().describe('What happens when this part’s clock runs out'),
    ...extendableAspect,
    ...decisionAspect,
  })
  .meta({ id: 'CancellationPart' });

const leg = z
  .object({
    legId: z.string(),
    tenderId: z.string(),
    channel: z.string(),
    kind: z.enum(['refund', 'void', 'payout']),
    state: z.enum([
      'PLANNED',
      'SUBMITTED',
      'PENDING',
      'AMBIGUOUS',
      'BLOCKED',
      'DISPUTED',
      'REVIEW',
      'SUCCEEDED',
      'FAILED',
      'CLOSED',
      'MANUAL',
    ]),
    amount: signedAmount,
    providerRef: z.string().exactOptional().describe('The provider’s own id of the refund'),
    expectedBy: z.string().exactOptional().describe('Until when the customer should have it, a day'),
    replacedBy: z.string().exactOptional(),
    tenderKind: z.enum(['CARD', 'WALLET', 'BANK_TRANSFER', 'GIFT_CARD', 'STORE_CREDIT', 'UNDEFINED']).exactOptional(),
    arrival: z.enum(ARRIVALS).exactOptional().describe('How it stands in the customer’s eyes, today'),
    late: z.literal(true).exactOptional().describe('The expected day is over, and it is not at its end'),
    text: z.string().describe('What the customer is told of it, in the language asked for'),
  })
  .meta({ id: 'RefundLeg' });

export const cancellationView = z
  .object({
    cancellationId: z.string(),
    orderId: z.string(),
    state,
    waitingOn,
    reason: z.string(),
    currency: z.string(),
    refund: signedAmount.describe('What comes back, minor units; for a merchant beside others, for its own units'),
    fee: signedAmount.describe('What is kept'),
    giftSpent: signedAmount.exactOptional().describe('Of the fee: spent of bought gift cards'),
    whole: z.boolean(),
    refundState,
    parts: z.array(part),
    legs: z.array(leg),
    deadline: z.string().exactOptional().describe('The next clock'),
    onTimeout: onTimeout.exactOptional().describe('What happens when it runs out'),
    denial: z.string().exactOptional(),
    stuck: z
      .object({ cause: z.string(), since: z.string(), step: z.string().exactOptional() })
      .exactOptional()
      .describe('Why a person must look'),
    mayWithdraw: z.boolean(),
    ...offerAspect,
    ...rightsAspect,
    ...requestAspect,
    explanation: z
      .object({ headline: z.string(), details: z.array(z.string()) })
      .meta({ id: 'Explanation' })
      .describe('Where it stands, in the language asked for, for the role of the key'),
  })
  .meta({ id: 'Cancellation' });
export type CancellationViewBody = z.infer<typeof cancellationView>;

export const listQuery = z.strictObject({
  orderId: orderId.exactOptional(),
  state: z
    .union([state, z.array(state).min(1).max(16)])
    .exactOptional()
    .describe('Any of these; it may be repeated'),
  waitingOn: waitingOn.exactOptional(),
  merchantId: id
    .exactOptional()
    .describe('Those with a part of this merchant; with waitingOn=MERCHANT, those that this one has not decided'),
  reason: z.enum(REASON_CODES).exactOptional(),
  needsHuman: z.literal('true').exactOptional().describe('Those that need a person'),
  lateRefunds: z
    .literal('true')
    .exactOptional()
    .describe('Those with a refund that the customer should have by now: as many as the desk counts'),
  q: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,81}$/, 'Letters, digits and _ . -, 81 at most')
    .exactOptional()
    .describe('How the order’s or the cancellation’s id begins'),
  deadlineBefore: instant.exactOptional(),
  active: z.literal('true').exactOptional().describe('Without those that have ended; what has ended is kept'),
  endedWithinDays: z
    .string()
    .regex(/^(?:[1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])$/, '1 to 366')
    .exactOptional()
    .describe('With active: and those that ended in these last days'),
  sort: z
    .enum(['newest', 'deadline'])
    .default('newest')
    .describe('deadline: the soonest first, those without one last'),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, '1 to 100')
    .default('20'),
  cursor: z.string().max(400).exactOptional().describe('`next` of the page before'),
});
export type ListQuery = z.infer<typeof listQuery>;

export const cancellationPage = z
  .object({
    items: z.array(
      z
        .object({
          cancellationId: z.string(),
          orderId: z.string(),
          state,
          waitingOn,
          refundState,
          reason: z.string(),
          currency: z.string(),
          refund: signedAmount,
          requestedAt: z.string(),
          deadline: z.string().exactOptional(),
          onTimeout: onTimeout.exactOptional().describe('What happens when it runs out'),
          whole: z.boolean().describe('Does it leave nothing of the order?'),
          unitCount: z.int().describe('Units that it is about; for a merchant, its own'),
          headline: z.string().describe('Where it stands, in one sentence, in the language asked for'),
        })
        .meta({ id: 'CancellationListItem' }),
    ),
    next: z.string().exactOptional().describe('Cursor of the page after; absent on the last one'),
  })
  .meta({ id: 'CancellationPage' });
export type CancellationPageBody = z.infer<typeof cancellationPage>;

export const timeline = z
  .object({
    entries: z.array(
      z
        .object({
          at: z.string(),
          event: z.string(),
          actor: z.object({ id: z.string(), role: z.string() }).meta({ id: 'Actor' }),
          from: state.exactOptional(),
          to: state.exactOptional(),
          reason: z.string().exactOptional(),
          details: z.record(z.string(), z.unknown()),
        })
        .meta({ id: 'TimelineEntry' }),
    ),
  })
  .meta({ id: 'Timeline' });
export type TimelineBody = z.infer<typeof timeline>;

export const cancellationParams = z.strictObject({ cancellationId });
