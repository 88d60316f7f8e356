import { z } from 'zod';
import { ROLES } from '../../domain/cancellation';
import { LEVER_KINDS } from '../cancellations/acts.schemas';

const field = z
  .object({
    name: z.string().describe('Its path in the body, such as `consent.givenAt`'),
    type: z.enum(['text', 'number', 'instant', 'choice']),
    required: z.boolean(),
    values: z.array(z.string()).exactOptional().describe('Of a choice'),
    value: z.string().exactOptional().describe('What the lever is about: send it as it is'),
  })
  .meta({ id: 'LeverField' });

const lever = z
  .object({
    kind: z.enum(LEVER_KINDS),
    roles: z.array(z.enum(ROLES)).describe('Who may pull it'),
    effect: z.string().describe('What it does, in the language asked for'),
    fields: z.array(field),
    legId: z.string().exactOptional(),
    shipmentId: z.string().exactOptional(),
    merchantId: z.string().exactOptional(),
    approvalId: z.string().exactOptional(),
  })
  .meta({ id: 'ApplicableLever' });
export type LeverBody = z.infer<typeof lever>;

export const levers = z
  .object({ levers: z.array(lever).describe('Those that apply now and that the caller may pull') })
  .meta({ id: 'ApplicableLevers' });
export type LeversBody = z.infer<typeof levers>;
