import { cancellationSignal } from '@temporalio/activity';
import type { Carrier, InterceptionAnswer, InterceptionRequest } from '../src/ports/carrier';
import type { InterceptionBook, ParcelRef } from '../src/ports/interception-book';
import type { CarrierSteps, ParcelStepResult } from './contract';
import { asActivity } from './step';
import { withHeartbeat } from './with-heartbeat';

/** Ask a carrier again no sooner than this where it does not say, ms. */
const RETRY_AFTER_MS = 1_000;

type Ask = (request: InterceptionRequest) => Promise<InterceptionAnswer>;

/** Calls to the carrier: what is asked is on record before the first byte goes out. */
export function createCarrierSteps(of: {
  readonly carrier: Carrier;
  readonly interceptions: InterceptionBook;
}): CarrierSteps {
  const { carrier, interceptions } = of;
  const follow = (ask: Ask) =>
    asActivity(async (parcel: ParcelRef): Promise<ParcelStepResult> => {
      const begun = await interceptions.begin(parcel);
      if (begun.outcome === 'withdrawn') return { outcome: 'WITHDRAWN' };
      if (begun.outcome === 'answered') return { outcome: begun.answer, retryAfterMs: 0 };
      const answer = await withHeartbeat(() => ask({ ...begun.request, signal: cancellationSignal() }));
      const outcome = await interceptions.record({ ...parcel, answer });
      return { outcome, retryAfterMs: answer.retryAfterMs ?? RETRY_AFTER_MS };
    });
  return {
    interceptParcel: follow((request) => carrier.intercept(request)),
    queryInterception: follow(async (request) => {
      const answer = await carrier.queryInterception(request);
      // The carrier has never heard of it: the request itself was lost, and the same key asks for the same.
      const isUnheard = answer.outcome === 'UNKNOWN' && answer.carrierRef === undefined;
      return isUnheard ? carrier.intercept(request) : answer;
    }),
  };
}
