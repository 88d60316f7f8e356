const HOUR_MS = 3_600_000;

/** How long before a channel forgets a key we stop relying on it, ms: a tenth of its retention, at most an hour. */
function marginOf(keyRetentionMs: number): number {
  return Math.min(HOUR_MS, keyRetentionMs / 10);
}

/**
 * May the same key still be sent again? Only while the channel surely knows it, counted from the first
 * time it may have seen it: after that the same key would be a second refund. Never seen (every attempt
 * is proven not to have left): always.
 */
export function mayReplay(ask: {
  readonly keyRetentionMs: number;
  readonly firstSeenAt: Date | null;
  readonly now: Date;
}): boolean {
  if (ask.firstSeenAt === null) return true;
  return ask.now.getTime() - ask.firstSeenAt.getTime() < ask.keyRetentionMs - marginOf(ask.keyRetentionMs);
}
