import { z } from 'zod';
import { DRIFT_KINDS } from '../../ports/drift-book';
import { id } from '../fields';

const kind = z.enum(DRIFT_KINDS);

export const driftQuery = z.strictObject({
  channel: id.exactOptional(),
  kind: kind.exactOptional(),
  state: z.enum(['open', 'closed', 'all']).default('open'),
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
  })
  .meta({ id: 'DriftCase' });

export const driftPage = z
  .object({ items: z.array(driftCase), next: z.string().exactOptional().describe('The cursor of the page after') })
  .meta({ id: 'DriftPage' });
export type DriftPageBody = z.infer<typeof driftPage>;
