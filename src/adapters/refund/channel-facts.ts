import type { RefundChannel } from '../../ports/refund-channel';
import type { BookOptions } from '../persistence/book-options';

/** Five to ten days is what most channels say: for one that is off by now. */
const USUAL_DAYS = [5, 10] as const;

/**
 * What the book of cancellations asks of the channels that are on: what they can do,
 * and when customers have their money.
 */
export function channelFacts(
  channels: ReadonlyMap<string, RefundChannel>,
): Required<Pick<BookOptions, 'arrivalDays' | 'inBusinessDays' | 'capabilities'>> {
  return {
    arrivalDays: (channel) => channels.get(channel)?.capabilities.arrivalDays ?? USUAL_DAYS,
    inBusinessDays: (channel) => channels.get(channel)?.capabilities.arrivalInBusinessDays === true,
    capabilities: (channel) => channels.get(channel)?.capabilities,
  };
}
