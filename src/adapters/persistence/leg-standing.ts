import type { LegStanding } from '../../ports/refund-book';
import type { RefundLegRow } from './tables/money';

/** Where a leg stands, as activities are told it. */
export function standingOfLeg({ channel, state, provider_ref, code }: RefundLegRow): LegStanding {
  return {
    channel,
    state,
    ...(provider_ref === null ? {} : { providerRef: provider_ref }),
    ...(code === null ? {} : { code }),
  };
}
