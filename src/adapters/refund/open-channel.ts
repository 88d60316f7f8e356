import type { RefundChannel } from '../../ports/refund-channel';
import type { WebhookDoor } from './refund-webhooks';

/** The process's environment, or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A channel by its credentials: on, off where none are given, or bad, with every variable that
 * is wrong. Never a credential's value.
 */
export type OpenedChannel =
  | { readonly outcome: 'on'; readonly channel: RefundChannel; readonly webhook?: WebhookDoor }
  | { readonly outcome: 'off'; readonly channel: string; readonly missing: readonly string[] }
  | {
      readonly outcome: 'bad';
      readonly channel: string;
      readonly problems: readonly { readonly name: string; readonly problem: string }[];
    };
