import { z } from 'zod';
import { remark } from '../fields';
import { evidenceCode, evidenceDigest, state } from './acts.schemas';

export const escalationBody = z
  .strictObject({
    reason: remark.exactOptional().describe('What the arbiter should know; kept in the database alone'),
  })
  .meta({ id: 'EscalationRequest' });
export type EscalationBody = z.infer<typeof escalationBody>;

export const escalationAnswer = z
  .object({
    outcome: z.literal('opened'),
    cancellationId: z.string().describe('The new one, which is decided by an arbiter'),
    escalates: z.string(),
    state,
    deadline: z.string().exactOptional().describe('Until when the arbiter is to rule, ISO 8601'),
  })
  .meta({ id: 'EscalationOpened' });
export type EscalationAnswer = z.infer<typeof escalationAnswer>;

export const evidenceBody = z
  .strictObject({
    kind: evidenceCode.describe('What kind of document, such as PHOTO or E_MAIL'),
    reference: evidenceCode.describe('Where it is in your own files; never the document itself'),
    sha256: evidenceDigest.exactOptional(),
    note: remark.exactOptional().describe('For staff and merchants to read; kept in the database alone'),
  })
  .meta({ id: 'EvidenceRequest' });
export type EvidenceBody = z.infer<typeof evidenceBody>;

export const evidenceAnswer = z
  .object({ outcome: z.literal('added'), evidenceId: z.string() })
  .meta({ id: 'EvidenceAdded' });
export type EvidenceAnswer = z.infer<typeof evidenceAnswer>;
