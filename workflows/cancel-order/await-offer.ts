import { ApplicationFailure } from '@temporalio/workflow';
import { SYSTEM_ACTOR } from '../../src/domain/cancellation';
import { answerOfferSummary, offerSummary } from '../../src/domain/explain/summaries';
import { adoptStanding } from './adopt-standing';
import { handle } from './handle';
import { publish } from './publish';
import type { Run } from './run';

/** Is there an offer that the customer thinks about? */
export function isOffered(run: Run): boolean {
  return run.standing.offer?.state === 'OPEN';
}

/** The time-out writes the same row as a customer does: whoever is first wins, and the run follows. */
async function expire(run: Run): Promise<void> {
  const { offer } = run.standing;
  if (offer === undefined) return;
  const { offerId, merchantId } = offer;
  const receivedAt = new Date(Date.now()).toISOString();
  const input = { offerId, answer: 'EXPIRED', door: 'TIMEOUT', actor: SYSTEM_ACTOR, receivedAt } as const;
  const { standing, ...result } = await run.step(
    'answerOffer',
    { ...run.ref, ...input },
    answerOfferSummary(merchantId, 'time is up'),
  );
  adoptStanding(run, standing);
  if (result.outcome === 'recorded') return;
  if (result.code === 'ALREADY_WITHDRAWN') run.withdrawn = true;
  // Refused and still open, it would be refused for ever.
  if (isOffered(run) && !run.withdrawn) {
    throw ApplicationFailure.nonRetryable(`The time-out of offer ${offerId} was refused`, result.code);
  }
}

/** Waits for one message, or for the customer's time to be up: then the merchant is asked again. */
export async function awaitOffer(run: Run): Promise<void> {
  const { offer } = run.standing;
  if (offer === undefined) return;
  if (run.inbox.isEmpty()) publish(run, { state: 'OFFERED', waitingOn: 'CUSTOMER' });
  const entry = await run.inbox.next(Date.parse(offer.deadline), offerSummary(offer.deadline));
  if (entry === undefined) await expire(run);
  else await handle(run, entry);
}
