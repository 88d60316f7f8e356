import type { MerchantDetails } from '../../ports/merchant-reader';
import type { Merchant } from '../../ports/order-book';
import type { MerchantDetailsBody, MerchantPageBody } from './merchants.schemas';

type Body = MerchantPageBody['items'][number];

/** A merchant as it is written. */
export function merchantBodyOf({ merchantId, calendar, policy, policyHash }: Merchant): Body {
  return { merchantId, calendar: calendar as Body['calendar'], policy: policyBodyOf(policy), policyHash };
}

/** With the versions of its policy. */
export function merchantDetailsBodyOf({ versions, ...merchant }: MerchantDetails): MerchantDetailsBody {
  return { ...merchantBodyOf(merchant), versions: [...versions] };
}

/** A policy as it is written. */
export function policyBodyOf(policy: Merchant['policy']): Body['policy'] {
  return { ...policy, fees: policy.fees.map((step) => ({ ...step, faults: [...step.faults] })) };
}
