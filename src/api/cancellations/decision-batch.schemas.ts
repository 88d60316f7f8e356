import { z } from 'zod';
import { cancellationId } from '../fields';
import { decisionFields, isWhole, ONLY_APPROVED } from './acts.schemas';

const { lines: _lines, ...fields } = decisionFields;

const row = z
  .strictObject({ cancellationId, ...fields })
  .refine(isWhole, ONLY_APPROVED)
  .meta({ id: 'BatchDecision' });

export const batchBody = z
  .strictObject({ decisions: z.array(row).min(1).max(100).describe('Each is decided by itself, in this order') })
  .meta({ id: 'DecisionBatchRequest' });
export type BatchBody = z.infer<typeof batchBody>;

const result = z
  .object({
    cancellationId: z.string(),
    outcome: z.enum(['recorded', 'refused']),
    code: z.string().exactOptional().describe('Why it was refused, as the same decision alone would have been'),
    detail: z.string().exactOptional().describe('What happened, and what to do'),
  })
  .meta({ id: 'BatchResult' });
export type BatchResult = z.infer<typeof result>;

export const batchAnswer = z
  .object({ results: z.array(result).describe('One for each decision, in their order') })
  .meta({ id: 'DecisionBatchAnswer' });
export type BatchAnswer = z.infer<typeof batchAnswer>;
