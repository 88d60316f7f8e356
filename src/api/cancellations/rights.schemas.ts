import { z } from 'zod';
import { REJECTION_REASONS } from '../../domain/decision';

/** What a part tells of a rejection or a ruling. */
export const decisionAspect = {
  rejectionReason: z.enum(REJECTION_REASONS).exactOptional(),
  message: z.string().exactOptional().describe('What the merchant wrote to the customer'),
  rulingNote: z.string().exactOptional().describe('What the arbiter wrote to his ruling; for staff'),
};

const evidence = z
  .object({
    evidenceId: z.string(),
    kind: z.string(),
    reference: z.string(),
    sha256: z.string().exactOptional(),
    note: z.string().exactOptional(),
    by: z.string().describe('The role of who showed it'),
    merchantId: z.string().exactOptional().describe('Whose it is, where a merchant showed it'),
    at: z.string(),
  })
  .meta({ id: 'Evidence' });

/** What a cancellation tells of rights, arbitration and evidence. */
export const rightsAspect = {
  mayEscalate: z.boolean().describe('The rejection may be taken to arbitration now'),
  statutory: z.literal(true).exactOptional().describe('A right to withdraw: no approval, no offer, no fee'),
  escalation: z
    .object({
      allowedUntil: z.string().exactOptional().describe('Until when the rejection may be taken to arbitration'),
      escalatedBy: z.string().exactOptional().describe('The cancellation that took it there'),
      escalates: z.string().exactOptional().describe('The rejection that this one takes there'),
      reason: z.string().exactOptional().describe('What was written to it; for staff and merchants'),
      reopened: z
        .literal(true)
        .exactOptional()
        .describe('`escalatedBy` decides it again: two persons have reopened it'),
      reopens: z.literal(true).exactOptional().describe('This one decides `escalates` again, which was reopened'),
      reopeningReason: z.string().exactOptional().describe('Why it is to be decided again; for staff'),
    })
    .meta({ id: 'Escalation' })
    .exactOptional(),
  evidence: z.array(evidence).exactOptional().describe('For staff and merchants'),
};
