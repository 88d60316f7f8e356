import { mayGiveFeedback } from '../../../domain/feedback';
import type { FeedbackBook } from '../../../ports/feedback-book';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { lockCancellationIfThere } from '../lock-cancellation';
import { recordEvents } from '../record-event';

/** Keeps how it went, and tells everybody that something was said, with the rating and without the comment. */
export function createFeedbackBook(db: Database): FeedbackBook {
  return {
    give: ({ rating, comment, actor, ...ref }) =>
      inTransaction(db, async (tx) => {
        const row = await lockCancellationIfThere(tx, ref);
        if (row === undefined) return { outcome: 'not-found' };
        if (!mayGiveFeedback(row.state)) return { outcome: 'too-early', state: row.state };
        const kept = await tx
          .insertInto('cancellation_feedback')
          .values({
            ...{ shop_id: ref.shopId, cancellation_id: ref.cancellationId, rating, comment: comment ?? null },
            ...{ given_by: actor.id, given_role: actor.role },
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('given_at')
          .executeTakeFirst();
        if (kept === undefined) return { outcome: 'given-before' };
        await recordEvents(tx, ref, [{ event: 'FEEDBACK_GIVEN', actor, details: { rating } }]);
        const feedback = { rating, ...(comment === undefined ? {} : { comment }), at: kept.given_at.toISOString() };
        return { outcome: 'kept', feedback };
      }),
  };
}
