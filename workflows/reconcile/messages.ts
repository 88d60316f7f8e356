export const RECONCILE = 'reconcile';

/** One pass finds everything it needs in the database. */
export type ReconcileInput = Readonly<Record<string, never>>;

export interface ChannelOutcome {
  readonly channel: string;
  /** Refunds of the provider's, or legs asked about; absent where the channel could not be compared. */
  readonly compared?: number;
  readonly opened?: number;
  readonly closed?: number;
  readonly open?: number;
  /** Why it could not be compared: the failure's code. The next pass takes its time too. */
  readonly failed?: string;
}

export interface ReconcileResult {
  readonly outcome: 'RECONCILED' | 'INCOMPLETE';
  readonly channels: readonly ChannelOutcome[];
  /** Cases that are open, of every kind that this pass has looked at. */
  readonly open: number;
  readonly opened: number;
  readonly closed: number;
  readonly late: number;
  readonly repairs: number;
}
