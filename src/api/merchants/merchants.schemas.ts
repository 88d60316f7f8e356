import { z } from 'zod';
import { WEEKDAYS, deadlineOf, type Calendar } from '../../domain/calendar';
import { amount, id } from '../fields';
import { areDifferent, mailSwitches, merchantContactInput } from '../mail/contact-fields';

const YEAR_MS = 365 * 24 * 3_600_000;
const time = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'HH:MM, 24:00 at most');
const hours = z.array(z.strictObject({ from: time, to: time })).max(6);
const minutes = z.int().min(0).max(5_256_000);

function isReadable(calendar: Calendar): boolean {
  try {
    deadlineOf({ from: new Date(0), ms: 1, calendar });
    return true;
  } catch {
    return false;
  }
}

const calendar = z
  .strictObject({
    timeZone: z.string().max(64).describe('IANA name, such as America/Sao_Paulo'),
    weekly: z.strictObject(
      Object.fromEntries(WEEKDAYS.map((day) => [day, hours.exactOptional()])) as Record<
        (typeof WEEKDAYS)[number],
        z.ZodExactOptional<typeof hours>
      >,
    ),
    holidays: z.array(z.iso.date()).max(500).default([]),
  })
  .refine(isReadable, 'Its time zone is unknown, or it is never open')
  .meta({ id: 'MerchantCalendar' });

const feeStep = z
  .strictObject({
    fromMinutes: minutes.describe('From this age of the order on'),
    basisPoints: z.int().min(0).max(10_000).describe('100 = 1 %'),
    fixed: amount,
    cap: amount.nullable(),
    faults: z
      .array(z.enum(['BUYER', 'SELLER', 'PLATFORM', 'CARRIER', 'FORCE_MAJEURE']))
      .min(1)
      .max(5),
  })
  .meta({ id: 'FeeStep' });

const benefitPolicy = z
  .strictObject({
    coupons: z.enum(['RETURN', 'KEEP']).describe('KEEP holds only where the fault is the buyer’s'),
    extendDays: z
      .int()
      .min(0)
      .max(3_660)
      .describe('A coupon or points that lapsed in use are good for so many days more'),
    pointsSpent: z.enum(['RETURN', 'KEEP']).describe('KEEP holds only where the fault is the buyer’s'),
    pointsEarned: z.enum(['CLAW_BACK', 'KEEP']).describe('Earned points and gift coupons'),
  })
  .meta({ id: 'BenefitPolicy' });

const policyFields = {
  policyId: id,
  requestWindowMinutes: minutes
    .nullable()
    .describe('How long after placing it an order may be cancelled; null: no limit'),
  graceMinutes: minutes.describe('Inside this age of the order it is approved by rule; 0: no grace'),
  approvalNeeded: z.boolean(),
  decisionMs: z.int().min(1).max(YEAR_MS).describe('The merchant’s time to decide, ms'),
  businessHoursOnly: z.boolean().describe('Is that time business time?'),
  onTimeout: z.enum(['APPROVE', 'REJECT', 'ESCALATE']),
  onNotStopped: z.enum(['END', 'AWAIT_RETURN', 'NEEDS_HUMAN']),
  interceptInTransit: z.boolean().describe('May a parcel that the carrier has be stopped?'),
  returnMs: z.int().min(1).max(YEAR_MS).describe('How long a parcel may take to come back, ms'),
  partsCancellable: z.boolean(),
  shippingFee: z.enum(['NONE', 'PRORATED']),
  tenderOrder: z.enum(['PROPORTIONAL', 'GIFT_FIRST', 'CARD_FIRST', 'REVERSE_OF_PAYMENT']),
  stock: z.enum(['RELEASE', 'RETURN_TO_SHELF', 'WRITE_OFF']),
  fees: z.array(feeStep).max(50),
  arbitrationMs: z
    .int()
    .min(1)
    .max(YEAR_MS)
    .exactOptional()
    .describe('An arbiter’s time to rule, ms; left out: 72 hours'),
  onArbitrationTimeout: z
    .enum(['NEEDS_HUMAN', 'APPROVED', 'UPHELD'])
    .exactOptional()
    .describe('When nobody has ruled in time; left out: a person is called'),
  escalationWindowMinutes: minutes
    .exactOptional()
    .describe('How long a rejection may be taken to arbitration; 0: never; left out: 7 days'),
  statutoryWithdrawalDays: z
    .int()
    .min(0)
    .max(60)
    .exactOptional()
    .describe('So many days from placing the order a customer withdraws by right; 0 or left out: no such right'),
  maxRequests: z
    .int()
    .min(1)
    .max(1_000)
    .exactOptional()
    .describe('Requests of a customer’s for one order that may come to nothing; left out: any number'),
  offerMs: z
    .int()
    .min(0)
    .max(YEAR_MS)
    .exactOptional()
    .describe('The customer’s time to answer an offer, ms; 0: no offers. Left out: a day'),
  extensionMinutes: z
    .int()
    .min(0)
    .max(10_080)
    .exactOptional()
    .describe('By how much a merchant may put off its own deadline, once; left out: not at all'),
  benefits: benefitPolicy.exactOptional().describe('Left out: all goes back, and what was earned is clawed back'),
};

export const putMerchantBody = z
  .strictObject({
    calendar: calendar.nullable().default(null).describe('Null: always at work'),
    policy: z.strictObject(policyFields).meta({ id: 'PolicyInput' }),
    contacts: z
      .array(merchantContactInput)
      .max(20)
      .refine(areDifferent, 'The same address twice')
      .exactOptional()
      .describe('Who is told by e-mail; left out: as it was'),
    notifications: mailSwitches.exactOptional().describe('Who is told by e-mail of what this merchant is part of'),
  })
  .meta({ id: 'PutMerchantRequest' });

export type PutMerchantBody = z.infer<typeof putMerchantBody>;

export const putMerchantAnswer = z
  .object({
    outcome: z.enum(['created', 'updated', 'unchanged']),
    merchantId: z.string(),
    policyVersion: z.int().describe('A changed policy is a new version; requests that run keep theirs'),
    policyHash: z.string(),
  })
  .meta({ id: 'PutMerchantAnswer' });

export type PutMerchantAnswer = z.infer<typeof putMerchantAnswer>;

export const merchantParams = z.strictObject({ merchantId: id });

/** A policy as it holds, with its version. */
export const policyBody = z
  .object({ ...policyFields, version: z.int() })
  .meta({ id: 'Policy', description: 'The rules as data' });

const merchantFields = {
  merchantId: z.string(),
  calendar: calendar.nullable().describe('Null: always at work'),
  policy: policyBody,
  policyHash: z.string(),
};

export const merchantDetails = z
  .object({
    ...merchantFields,
    versions: z
      .array(z.object({ version: z.int(), hash: z.string(), createdAt: z.string() }).meta({ id: 'PolicyVersion' }))
      .describe('Of the policy, newest first'),
  })
  .meta({ id: 'MerchantDetails' });
export type MerchantDetailsBody = z.infer<typeof merchantDetails>;

export const merchantPage = z
  .object({
    items: z.array(z.object(merchantFields).meta({ id: 'Merchant' })),
    next: z.string().exactOptional().describe('Cursor of the page after; absent on the last one'),
  })
  .meta({ id: 'MerchantPage' });
export type MerchantPageBody = z.infer<typeof merchantPage>;

export const merchantsQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, '1 to 100')
    .default('50'),
  cursor: z.string().max(200).exactOptional().describe('`next` of the page before'),
});
export type MerchantsQuery = z.infer<typeof merchantsQuery>;
