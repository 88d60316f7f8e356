import type { LegStanding, RefundBook } from '../../ports/refund-book';
import { applyAnswer, type Answered } from './apply-answer';
import { beginAttempt } from './begin-attempt';
import type { Database } from './database';
import { inTransaction } from './in-transaction';
import { legKeyOf } from './leg-identity';
import { standingOfLeg } from './leg-standing';
import { lockCancellation } from './lock-cancellation';
import { applyParked, receiveEvent } from './webhook-inbox';

/** What the database keeps of refund legs; see the port. */
export function createRefundBook(db: Database): RefundBook {
  return {
    beginAttempt: async (ask, capabilitiesOf) => {
      const begin = (parkedApplied: boolean) =>
        inTransaction(db, (tx) => beginAttempt(tx, { ...ask, parkedApplied }, capabilitiesOf));
      let begun = await begin(false);
      if (begun.outcome === 'parked') {
        await applyParked(db, [ask.legId, legKeyOf(ask.shopId, ask.legId)]);
        begun = await begin(true);
      }
      if (begun.outcome === 'parked') throw new Error(`Messages about leg ${ask.legId} were not applied`);
      if (begun.outcome !== 'expired') return begun;
      const answer = { outcome: 'mismatch', code: 'KEY_EXPIRED' } as const;
      return { outcome: 'stored', leg: await record(db, { ...ask, answer }) };
    },
    recordAnswer: (answered) => record(db, answered),
    receiveEvent: (event) => receiveEvent(db, event),
    applyParked: () => applyParked(db),
  };
}

function record(
  db: Database,
  { shopId, cancellationId, ...answered }: Omit<Answered, 'cancellation'> & { shopId: string; cancellationId: string },
): Promise<LegStanding> {
  return inTransaction(db, async (tx) => {
    const cancellation = await lockCancellation(tx, { shopId, cancellationId });
    const { leg } = await applyAnswer(tx, { ...answered, cancellation });
    return standingOfLeg(leg);
  });
}
