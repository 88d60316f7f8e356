import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';
import { fromPaypalMoney } from './money';
import { authorizationSchema } from './resources';

/**
 * What an authorization of PayPal's says of a leg that voids it. PayPal does not say who voided it, and a void moves
 * nothing: released is what the leg wants. What was captured meanwhile must be refunded instead.
 */
export function toVoidAnswer(body: unknown, leg: LegRequest): ChannelAnswer {
  const { data: authorization } = authorizationSchema.safeParse(body);
  if (authorization === undefined) return { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };
  const { id, status, amount } = authorization;
  const authorized = fromPaypalMoney(amount);
  if (id !== leg.sourceId) return { outcome: 'mismatch', providerRef: id, code: 'PAYMENT_MISMATCH' };
  if (amount.currency_code !== leg.currency) return { outcome: 'mismatch', providerRef: id, code: 'CURRENCY_MISMATCH' };
  // A part of it may have been captured before: the leg is never more than the whole.
  if (authorized === undefined || authorized < leg.amount) {
    return { outcome: 'mismatch', providerRef: id, code: 'AMOUNT_MISMATCH' };
  }
  switch (status) {
    case 'VOIDED':
    case 'DENIED':
      return { outcome: 'succeeded', providerRef: id };
    case 'CAPTURED':
      return { outcome: 'failed', providerRef: id, code: 'ALREADY_CAPTURED' };
    case 'PARTIALLY_CAPTURED':
    case 'CREATED':
    case 'PENDING':
      return { outcome: 'not_found', code: 'NOT_VOIDED' };
  }
}
