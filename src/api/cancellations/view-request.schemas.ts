import { z } from 'zod';
import { signedAmount } from '../fields';
import { quote } from './request.schemas';

const units = z
  .object({
    lineId: z.string(),
    merchantId: z.string(),
    sku: z.string(),
    title: z.string().describe('What the shop calls it; its stock number where it does not say'),
    quantity: z.int(),
    unitId: z.string().exactOptional().describe('Where it is a single one'),
    amount: signedAmount.describe('Goods and tax as quoted, minor units'),
  })
  .meta({ id: 'CancellationUnits' });

export const feedback = z
  .object({ rating: z.int().describe('1 to 5'), comment: z.string().exactOptional(), at: z.string() })
  .meta({ id: 'Feedback' });

/** What was asked and promised, of a cancellation. */
export const requestAspect = {
  requestedAt: z.string(),
  serverTime: z.string().describe('Now, by the clock that deadlines go by'),
  initiator: z.enum(['CUSTOMER', 'MERCHANT', 'PLATFORM', 'SYSTEM']).describe('In whose name it was asked'),
  pivotTaken: z.boolean().describe('Has the first irreversible act begun? Then it only goes on'),
  units: z.array(units).describe('By line; for a merchant, its own'),
  quote: quote.describe('As it was frozen; for a merchant, its own units, without payments'),
  feedback: feedback.exactOptional().describe('How it went, in the customer’s eyes'),
  mayGiveFeedback: z.boolean(),
  maySeeTimeline: z.boolean(),
  workflowUrl: z.string().exactOptional().describe('For staff: its history in the Temporal Web UI'),
};
