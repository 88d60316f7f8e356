import type { Benefit } from '../../../domain/benefits';
import type { Row } from '../orders/insert-rows';

/** The row of one coupon, or of one lot of points, of the order that `key` names. */
export function benefitRow(key: Row, benefit: Benefit): Row {
  const { benefitId, kind, amount, merchantId, expiresAt, remaining } = benefit;
  return {
    ...key,
    benefit_id: benefitId,
    kind,
    amount,
    merchant_id: merchantId ?? null,
    expires_at: expiresAt ?? null,
    remaining: remaining ?? null,
  };
}
