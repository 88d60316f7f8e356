import { ENDED_STATES, type CancellationState } from './cancellation';
import type { CancellationView } from './cancellation-view';
import type { MailKind } from './mail';

type Standing = Pick<CancellationView, 'state' | 'refund' | 'legs' | 'parts'>;
type IsOutdated = (standing: Standing) => boolean;

const CLOSED: readonly CancellationState[] = ['CLOSED', 'SETTLED'];
const OVER: readonly CancellationState[] = [...ENDED_STATES, 'CLOSED'];

const isAnswered: IsOutdated = ({ parts }) => parts.every(({ decision }) => decision !== 'PENDING');

const OUTDATED: Readonly<Partial<Record<MailKind, IsOutdated>>> = {
  REQUEST_RECEIVED: ({ state }) => OVER.includes(state),
  APPROVED: ({ state }) => CLOSED.includes(state),
  OFFER_MADE: ({ state }) => state !== 'OFFERED',
  // Where the money is there already, one mail says both; where there is none to return, there is nothing to arrive.
  REFUND_SENT: ({ state, refund }) => state === 'SETTLED' && refund > 0,
  REFUND_SETTLED: ({ refund }) => refund === 0,
  NEEDS_ATTENTION: ({ state, legs }) =>
    state !== 'NEEDS_HUMAN' && state !== 'REPAIRING' && legs.every(({ late }) => late !== true),
  DECISION_ASKED: isAnswered,
  DECISION_REMINDER: isAnswered,
};

/** Is there nothing left to tell, because things have gone on since? What came of it is told by a mail of its own. */
export function isOutdated(kind: MailKind, standing: Standing): boolean {
  return OUTDATED[kind]?.(standing) ?? false;
}
