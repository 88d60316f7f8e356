import { z } from 'zod';
import { balanceId, orderId } from '../fields';

/** Whether its content is right, the domain says, and it never repeats it. */
export const destinationBody = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('BANK_ACCOUNT'),
      iban: z.string().max(64).describe('Spaces don’t matter. Stored sealed, never shown again'),
      name: z.string().max(140).describe('Whose account it is; stored sealed, never shown again'),
      bic: z.string().max(20).exactOptional(),
    }),
    z.strictObject({ kind: z.literal('STORE_CREDIT'), balanceId }),
  ])
  .meta({ id: 'PayoutDestinationRequest' });
export type DestinationBody = z.infer<typeof destinationBody>;

export const destinationView = z
  .object({
    destinationId: z.string(),
    orderId: z.string(),
    kind: z.enum(['BANK_ACCOUNT', 'STORE_CREDIT']),
    hint: z.string().describe('Its last four characters'),
    createdAt: z.string(),
    erasedAt: z.string().exactOptional().describe('Forgotten since: it can’t be paid to any more'),
  })
  .meta({ id: 'PayoutDestination' });
export type DestinationBodyView = z.infer<typeof destinationView>;

export const destinationList = z.object({ items: z.array(destinationView) }).meta({ id: 'PayoutDestinations' });
export type DestinationList = z.infer<typeof destinationList>;

const destinationId = z.uuid();

export const orderOfDestination = z.strictObject({ orderId });
export const destinationParams = z.strictObject({ orderId, destinationId });
export type DestinationParams = z.infer<typeof destinationParams>;
