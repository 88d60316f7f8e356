import type { Entry } from '../api/timeline';

/** Something that a second person has to allow. */
export interface OpenApproval {
  readonly approvalId: string;
  readonly askedBy: Entry['actor'];
  readonly askedAt: string;
  /** Money that goes another way; left out: the case is to be decided again. */
  readonly payout?: {
    /** Minor units. */
    readonly amount: number;
    readonly route: string;
  };
}

/** What is asked for, by who decides on it. */
const ASKED: Readonly<Record<string, string>> = { approveRoute: 'chooseAlternateRoute', approveReopening: 'reopen' };

/** What was asked for and nobody has decided on yet, as the timeline tells it. */
export function openApprovals(entries: readonly Entry[]): readonly OpenApproval[] {
  const pulled = entries.filter(({ event }) => event === 'LEVER_PULLED');
  const decided = new Set(
    pulled.filter(({ reason = '' }) => reason in ASKED).map((entry) => leverOf(entry)['approvalId']),
  );
  return pulled
    .filter(({ reason = '' }) => Object.values(ASKED).includes(reason))
    .filter(({ details }) => !decided.has(details['approvalId']))
    .map((entry) => ({
      approvalId: String(entry.details['approvalId']),
      askedBy: entry.actor,
      askedAt: entry.at,
      ...(entry.reason === 'reopen' ? {} : { payout: payoutOf(entry) }),
    }));
}

function payoutOf(entry: Entry): OpenApproval['payout'] & object {
  return { amount: Number(entry.details['amount']), route: String(leverOf(entry)['route']) };
}

function leverOf({ details }: Entry): Readonly<Record<string, unknown>> {
  const lever = details['lever'];
  return typeof lever === 'object' && lever !== null ? (lever as Record<string, unknown>) : {};
}
