import type { Locale } from '../domain/explain/wording';
import type { OrderRef } from './order-book';

/** What is sent to people at once, besides what they are told of events. */
export interface Notifications {
  /**
   * Queues a mail with this code to the order's own contact: nothing where it has none, or where e-mail is off. The
   * code is kept sealed until it is sent, and not sent once it has lapsed (10 minutes).
   */
  readonly sendGuestCode: (ask: OrderRef & { readonly code: string; readonly locale: Locale }) => Promise<void>;
}
