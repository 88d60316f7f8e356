import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { problemOf } from '../problem/problem';

/**
 * For which merchant this caller speaks: a merchant's key for that merchant, the shop's own systems say for whom.
 * @throws Problem MERCHANT_NOT_ASKED where it is not said, ROLE_NOT_ALLOWED for another merchant than one's own.
 */
export function speakingMerchant({ actor, merchantId }: KeyIdentity, asked: { readonly merchantId?: string }): string {
  if (actor.role !== 'merchant') {
    if (asked.merchantId === undefined) throw problemOf(refused('MERCHANT_NOT_ASKED', { field: 'merchantId' }));
    return asked.merchantId;
  }
  if (merchantId === undefined || (asked.merchantId !== undefined && asked.merchantId !== merchantId)) {
    throw problemOf(refused('ROLE_NOT_ALLOWED', { role: actor.role, field: 'merchantId' }));
  }
  return merchantId;
}
