/** A difference between two books, as the API tells it. */
export interface DriftCase {
  readonly caseId: number;
  readonly shopId: string;
  readonly channel: string;
  readonly kind: string;
  readonly subject: string;
  readonly legId?: string;
  readonly cancellationId?: string;
  readonly ours: Readonly<Record<string, unknown>>;
  readonly theirs: Readonly<Record<string, unknown>>;
  readonly openedAt: string;
  readonly seenAt: string;
  readonly closedAt?: string;
  /** What a person has found out about it. */
  readonly resolution?: {
    readonly at: string;
    readonly by: { readonly id: string; readonly role: string };
    readonly note: string;
  };
}

export interface DriftFilter {
  readonly channel?: string;
  readonly kind?: string;
  /** Left out: those that are there still and that nobody has resolved. */
  readonly state?: 'open' | 'resolved' | 'closed' | 'all';
  /** How many a page, 1 to 100; the iterator goes on to the next page by itself. */
  readonly limit?: number;
}
