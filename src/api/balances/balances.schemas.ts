import { z } from 'zod';
import { balanceId, currency, id, positiveAmount, signedAmount } from '../fields';

const movement = z
  .strictObject({
    movementId: id.describe('Yours: it counts once, however often it is sent'),
    cause: z.enum(['ISSUE', 'SPEND']),
    amount: positiveAmount,
  })
  .meta({ id: 'BalanceMovement' });

const kind = z.enum(['GIFT_CARD', 'STORE_CREDIT']);

export const putBalanceBody = z
  .strictObject({
    kind,
    currency,
    movements: z.array(movement).max(100).default([]).describe('Those that are known already are left as they are'),
  })
  .meta({ id: 'PutBalanceRequest' });
export type PutBalanceBody = z.infer<typeof putBalanceBody>;

export const balanceView = z
  .object({
    balanceId: z.string(),
    kind,
    currency: z.string(),
    state: z.enum(['OPEN', 'CLOSED']).describe('CLOSED: emptied by a cancellation; a credit opens it again'),
    amount: signedAmount.describe('Never negative'),
    held: signedAmount.describe('Of the amount: held while the order that bought this card is being cancelled'),
  })
  .meta({ id: 'Balance' });
export type BalanceView = z.infer<typeof balanceView>;

export const putBalanceAnswer = z
  .object({ outcome: z.enum(['created', 'updated', 'unchanged']), balance: balanceView })
  .meta({ id: 'PutBalanceAnswer' });
export type PutBalanceAnswer = z.infer<typeof putBalanceAnswer>;

export const balanceParams = z.strictObject({ balanceId });
