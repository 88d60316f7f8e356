import type { CaseItem } from '../api/case';

/** What of the requests that wait has been on the page. */
export interface Known {
  readonly seen: ReadonlySet<string>;
  /** When the latest was asked that waited when the page was opened, ISO 8601; what was asked before came not just now. */
  readonly openedAfter: string;
}

/** What is known after reading `items`, and which of them have come since the page was opened and were never on it. */
export function arrivalsIn(
  items: readonly CaseItem[],
  before: Known | undefined,
): { readonly known: Known; readonly arrived: readonly CaseItem[] } {
  const ids = items.map(({ cancellationId }) => cancellationId);
  if (before === undefined) return { known: { seen: new Set(ids), openedAfter: latestOf(items) }, arrived: [] };
  return {
    known: { ...before, seen: new Set([...before.seen, ...ids]) },
    arrived: items.filter(
      ({ cancellationId, requestedAt }) => !before.seen.has(cancellationId) && requestedAt > before.openedAfter,
    ),
  };
}

function latestOf(items: readonly CaseItem[]): string {
  return items.reduce((latest, { requestedAt }) => (requestedAt > latest ? requestedAt : latest), '');
}
