import { z } from 'zod';

export const feedbackBody = z
  .strictObject({
    rating: z.int().min(1).max(5),
    comment: z
      .string()
      .trim()
      .min(1)
      .max(1_000)
      .exactOptional()
      .describe('Read by merchant and support; kept in the database alone, and erasable'),
  })
  .meta({ id: 'FeedbackRequest' });
export type FeedbackBody = z.infer<typeof feedbackBody>;
