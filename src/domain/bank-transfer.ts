/**
 * OPEN takes transfers; one person closes it, another releases it; CLOSED and REJECTED: the
 * bank has answered for every transfer.
 */
export type BatchState = 'OPEN' | 'AWAITING_RELEASE' | 'RELEASED' | 'REJECTED' | 'CLOSED';

/**
 * QUEUED: nobody but us knows of it. SENT: in a released file. ACCEPTED by the bank, which is no
 * success; BOOKED: our account was debited.
 */
export type TransferState = 'QUEUED' | 'SENT' | 'ACCEPTED' | 'BOOKED' | 'REJECTED' | 'RETURNED';

/** What a bank's file says of a transfer. */
export type TransferNews = 'ACCEPTED' | 'REJECTED' | 'BOOKED' | 'RETURNED';

export type TransferStep =
  | { readonly outcome: 'moved'; readonly state: TransferState }
  /** Known already, or overtaken by later news. */
  | { readonly outcome: 'unchanged' }
  /** It can't be true of a transfer in this state: a person looks at it, nothing moves. */
  | { readonly outcome: 'contradiction'; readonly code: 'NEVER_SENT' | 'REJECTED_AFTER_BOOKING' };

/** States that the bank says no more about, but for money that comes back. */
export const ANSWERED_STATES: readonly TransferState[] = ['BOOKED', 'REJECTED', 'RETURNED'];

/**
 * Where news takes a transfer. Files come late, twice and shuffled: news that a later one has overtaken changes
 * nothing, so a booking that is read after its return does not undo it. A booking after a rejection counts, since the
 * money did leave. A rejection after a booking doesn't: if the money comes back, a booking of its own says so.
 */
export function transferAfter(state: TransferState, news: TransferNews): TransferStep {
  if (state === 'QUEUED') return { outcome: 'contradiction', code: 'NEVER_SENT' };
  if (state === 'RETURNED' || state === news) return { outcome: 'unchanged' };
  if (news === 'ACCEPTED') return state === 'SENT' ? { outcome: 'moved', state: news } : { outcome: 'unchanged' };
  if (news === 'REJECTED' && state === 'BOOKED') return { outcome: 'contradiction', code: 'REJECTED_AFTER_BOOKING' };
  if (news === 'RETURNED' && state === 'REJECTED') return { outcome: 'unchanged' };
  return { outcome: 'moved', state: news };
}
