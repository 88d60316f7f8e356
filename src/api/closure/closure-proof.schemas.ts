import { z } from 'zod';

const proof = z
  .object({
    version: z.int(),
    hash: z.string().describe('SHA-256 of `body` as canonical JSON (sorted keys, no spaces), hex'),
    writtenAt: z.string(),
    supersededAt: z.string().exactOptional(),
    body: z.record(z.string(), z.unknown()).describe('Ids, states and amounts in minor units, nothing personal'),
  })
  .meta({ id: 'ClosureProof' });

export const closureProofs = z
  .object({ current: proof, superseded: z.array(proof).describe('Newest first') })
  .meta({ id: 'ClosureProofs' });
export type ClosureProofsBody = z.infer<typeof closureProofs>;
