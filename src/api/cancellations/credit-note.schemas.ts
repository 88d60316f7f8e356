import { z } from 'zod';
import { cancellationId, signedAmount } from '../fields';

const line = z
  .object({
    lineId: z.string(),
    merchantId: z.string(),
    sku: z.string(),
    units: z.int().describe('How many pieces were cancelled'),
    net: signedAmount.describe('Before the tax that the order names'),
    tax: signedAmount.exactOptional().describe('Left out where the order names none'),
    gross: signedAmount,
  })
  .meta({ id: 'CreditNoteLine' });

const tender = z
  .object({
    tenderId: z.string(),
    tenderKind: z.enum(['CARD', 'WALLET', 'BANK_TRANSFER', 'GIFT_CARD', 'STORE_CREDIT', 'UNDEFINED']),
    channel: z.string(),
    kind: z.enum(['refund', 'void', 'payout']),
    amount: signedAmount,
    reference: z.string().exactOptional().describe('The channel’s own id, where it was known when the note was issued'),
  })
  .meta({ id: 'CreditNoteTender' });

const creditNote = z
  .object({
    number: z.string().describe('`CN-<year>-<number>`, without a gap for each shop and year'),
    kind: z.enum(['CREDIT', 'CORRECTION']),
    shopId: z.string(),
    orderId: z.string(),
    cancellationId: z.string(),
    currency: z.string(),
    reason: z.string(),
    orderPlacedAt: z.string(),
    requestedAt: z.string(),
    issuedAt: z.string(),
    lines: z.array(line),
    shipping: signedAmount,
    adjustment: signedAmount.describe('What was paid more, or less, than lines and shipping'),
    feeKept: signedAmount,
    giftSpent: signedAmount.exactOptional().describe('Spent of bought gift cards, and kept'),
    total: signedAmount.describe('Lines, shipping and adjustment, less what is kept'),
    tenders: z.array(tender),
    corrects: z.string().exactOptional().describe('Number of the note that this one corrects'),
    cause: z.enum(['MONEY_RETURNED', 'LATE_MONEY', 'WRITTEN_OFF']).exactOptional(),
    subject: z.string().exactOptional().describe('The leg or capture that a correction is about'),
    hash: z.string().describe('SHA-256 of all other fields as canonical JSON, hex'),
  })
  .meta({ id: 'CreditNote' });

export const creditNotes = z
  .object({
    credit: creditNote.exactOptional().describe('Left out where only a correction was issued'),
    corrections: z.array(creditNote).describe('Oldest first'),
  })
  .meta({ id: 'CreditNotes' });
export type CreditNotesBody = z.infer<typeof creditNotes>;

export const creditNoteParams = z.strictObject({ cancellationId });

export const pdfQuery = z.strictObject({
  number: z
    .string()
    .regex(/^CN-\d{4}-\d{6,12}$/, 'CN-<year>-<number>')
    .exactOptional()
    .describe('Which one; left out: the credit note itself'),
});
export type PdfQuery = z.infer<typeof pdfQuery>;
