/** The lists of an inbox, and what the API is asked for each. */
export const TABS = {
  waiting: 'waitingOn=MERCHANT&sort=deadline&limit=50',
  offered: 'state=OFFERED&sort=deadline&limit=50',
  all: 'sort=newest&limit=50',
} as const;

export type Tab = keyof typeof TABS;

/** The tab that an address names; what waits, where it names none. */
export function tabOf(named: string | null): Tab {
  return named !== null && named in TABS ? (named as Tab) : 'waiting';
}
