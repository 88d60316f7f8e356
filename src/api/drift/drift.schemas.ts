import { z } from 'zod';
import { DRIFT_KINDS } from '../../ports/drift-book';
import { id } from '../fields';

const kind = z.enum(DRIFT_KINDS);

export const driftQuery = z.strictObject({
  channel: id.exactOptional(),
  kind: kind.exactOptional(),
  state: z
    .enum(['open', 'resolved', 'closed', 'all'])
    .default('open')
    .describe('open: there still, and nobody has resolved it'),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, '1 to 100')
    .default('50'),
  cursor: z.string().max(32).exactOptional(),
});
export type DriftQuery = z.infer<typeof driftQuery>;

const facts = z.record(z.string(), z.unknown()).describe('Ids, states and amounts in minor units');

export const driftCase = z
  .object({
    caseId: z.int(),
    shopId: z.string().describe('`*`: no shop’s payment is behind it'),
    channel: z.string().describe('`books`: two of our own books differ'),
    kind,
    subject: z.string().describe('The leg, the provider’s refund, or the check and what it is of'),
    legId: z.string().exactOptional(),
    cancellationId: z.string().exactOptional(),
    ours: facts,
    theirs: facts,
    openedAt: z.string(),
    seenAt: z.string(),
    closedAt: z.string().exactOptional(),
    resolution: z
      .object({ at: z.string(), by: z.object({ id: z.string(), role: z.string() }), note: z.string() })
      .exactOptional()
      .describe('What a person has found out about it'),
  })
  .meta({ id: 'DriftCase' });

export const driftPage = z
  .object({ items: z.array(driftCase), next: z.string().exactOptional().describe('The cursor of the page after') })
  .meta({ id: 'DriftPage' });
export type DriftPageBody = z.infer<typeof driftPage>;

export type DriftCaseBody = z.infer<typeof driftCase>;

export const driftParams = z.strictObject({
  caseId: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'Digits')
    .describe('`caseId` of the list'),
});

export const resolutionBody = z
  .strictObject({
    note: z.string().trim().min(1).max(500).describe('What was found out; kept in the database alone'),
  })
  .meta({ id: 'DriftResolutionRequest' });
export type ResolutionBody = z.infer<typeof resolutionBody>;
