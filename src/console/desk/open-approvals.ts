import type { Entry } from '../api/timeline';

/** Something that a second person has to allow. */
export interface OpenApproval {
  readonly approvalId: string;
  readonly askedBy: Entry['actor'];
  readonly askedAt: string;
  /** Minor units. */
  readonly amount: number;
  readonly route: string;
}

/** What was asked for and nobody has decided on yet, as the timeline tells it. */
export function openApprovals(entries: readonly Entry[]): readonly OpenApproval[] {
  const pulled = entries.filter(({ event }) => event === 'LEVER_PULLED');
  const decided = new Set(
    pulled.filter(({ reason }) => reason === 'approveRoute').map((entry) => leverOf(entry)['approvalId']),
  );
  return pulled
    .filter((entry) => entry.reason === 'chooseAlternateRoute' && !decided.has(entry.details['approvalId']))
    .map((entry) => ({
      approvalId: String(entry.details['approvalId']),
      askedBy: entry.actor,
      askedAt: entry.at,
      amount: Number(entry.details['amount']),
      route: String(leverOf(entry)['route']),
    }));
}

function leverOf({ details }: Entry): Readonly<Record<string, unknown>> {
  const lever = details['lever'];
  return typeof lever === 'object' && lever !== null ? (lever as Record<string, unknown>) : {};
}
