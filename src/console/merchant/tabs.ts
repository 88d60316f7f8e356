/** The lists of an inbox, and what the API is asked for each. */
export const TABS = {
  waiting: 'waitingOn=MERCHANT&sort=deadline&limit=50',
  offered: 'state=OFFERED&sort=deadline&limit=50',
  all: 'sort=newest&limit=50',
} as const;

/** What waits, the newest first: what has just come is among the first. */
export const NEWEST = 'waitingOn=MERCHANT&sort=newest&limit=100';

export type Tab = keyof typeof TABS;

/** The tab that an address names; what waits, where it names none. */
export function tabOf(named: string | null): Tab {
  return named !== null && named in TABS ? (named as Tab) : 'waiting';
}
