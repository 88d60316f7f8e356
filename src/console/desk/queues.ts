/** What the desk has lists of, and what the API is asked for each. */
export const QUEUES = ['human', 'overdue', 'merchant', 'carrier', 'payment', 'late', 'all'] as const;
export type Queue = (typeof QUEUES)[number];

const ASKED: Readonly<Record<Exclude<Queue, 'overdue'>, string>> = {
  human: 'needsHuman=true',
  merchant: 'waitingOn=MERCHANT&sort=deadline',
  carrier: 'waitingOn=CARRIER&sort=deadline',
  payment: 'waitingOn=PAYMENT&sort=deadline',
  late: 'lateRefunds=true&sort=newest',
  all: 'sort=newest',
};

/** States with a clock that somebody ought to have moved on. */
const WITH_CLOCK = ['AWAITING_DECISION', 'OFFERED', 'ARBITRATION', 'INTERCEPTING', 'AWAITING_RETURN'];

/** What is kept in the desk's address, so that a view can be shared. */
export interface View {
  readonly queue: Queue;
  /** How an order's or a cancellation's id begins. */
  readonly q: string;
  readonly reason: string;
}

/** The view that an address names; what needs a person, where it names none. With a search it is everything. */
export function viewOf(search: URLSearchParams): View {
  const named = search.get('queue');
  const q = search.get('q') ?? '';
  const isKnown = (QUEUES as readonly (string | null)[]).includes(named);
  const other = q === '' ? 'human' : 'all';
  return { queue: isKnown ? (named as Queue) : other, q, reason: search.get('reason') ?? '' };
}

/** What a view asks the API for. `now` is to the minute, so that the same question stays the same for a while. */
export function filterOf({ queue, q, reason }: View, now: Date): string {
  const asked = queue === 'overdue' ? overdue(now) : ASKED[queue];
  const more = new URLSearchParams({ ...(q === '' ? {} : { q }), ...(reason === '' ? {} : { reason }), limit: '50' });
  return `${asked}&${more.toString()}`;
}

function overdue(now: Date): string {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString();
  const states = WITH_CLOCK.map((state) => `state=${state}`).join('&');
  return `${states}&deadlineBefore=${encodeURIComponent(minute)}&sort=deadline`;
}
