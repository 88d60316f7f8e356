import type { ChannelCapabilities } from '../../../ports/refund-channel';

/** What the sandbox payment provider can do: docs/sandbox.md. It keeps keys for ever; some methods settle later, by webhook. */
export const SANDBOX_CAPABILITIES: ChannelCapabilities = {
  channel: 'sandbox',
  partial: true,
  keyRetentionMs: Infinity,
  keyMaxLength: 255,
  queryMode: 'ownRef',
  firstQueryDelayMs: 1_000,
  completion: 'async',
  arrivalDays: [5, 10],
};
