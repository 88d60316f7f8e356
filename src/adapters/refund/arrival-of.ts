import type { RefundChannel } from '../../ports/refund-channel';
import type { BookOptions } from '../persistence/book-options';

/** Five to ten days is what most channels say: for one that is off by now. */
const USUAL_DAYS = [5, 10] as const;

/** When customers have their money, by channel: what quotes and legs are dated by. */
export function arrivalOf(
  channels: ReadonlyMap<string, RefundChannel>,
): Required<Pick<BookOptions, 'arrivalDays' | 'inBusinessDays'>> {
  return {
    arrivalDays: (channel) => channels.get(channel)?.capabilities.arrivalDays ?? USUAL_DAYS,
    inBusinessDays: (channel) => channels.get(channel)?.capabilities.arrivalInBusinessDays === true,
  };
}
