import type { ChannelCapabilities } from '../domain/channel';

/** What of a channel is compared in one pass. */
export interface ChannelCheck {
  readonly pass: string;
  readonly channel: string;
  readonly mode: Exclude<ChannelCapabilities['reconcile'], 'none'>;
  /** ISO 8601: refunds made in this time. */
  readonly from: string;
  readonly to: string;
}

export interface ChannelChecked {
  readonly channel: string;
  /** Refunds of the provider's, or legs that were asked about. */
  readonly compared: number;
  /** Legs that changed by what was seen. */
  readonly changed: number;
  readonly cases: CaseCounts;
}

export interface CaseCounts {
  readonly opened: number;
  readonly closed: number;
  readonly open: number;
}
