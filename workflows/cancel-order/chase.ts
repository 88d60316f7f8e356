import { refundInsteadSummary } from '../../src/domain/explain/summaries';
import { readInFlight } from './in-flight';
import { needHuman } from './need-human';
import { publish } from './publish';
import type { Chasing } from './refund';
import type { Leg } from '../../activities/contract';
import type { Run } from './run';
import { pause } from './wait';

/** A void that a capture was faster than is replaced by a refund, as soon as the capture is on our books. */
async function refundInstead(run: Run, leg: Leg): Promise<void> {
  const summary = refundInsteadSummary(leg.tenderId);
  for (let reading = 1; ; reading += 1) {
    const result = await run.step('refundInstead', { ...run.ref, legId: leg.legId }, summary);
    if (result.outcome === 'planned') {
      run.legs = result.legs;
      return;
    }
    await readInFlight(run, result.payments, reading);
  }
}

const READ_THE_REST = 'Read the refunds: others have given some of the money back';

/** A cancellation's run, as far as its legs are chased. */
export function chasingOf(run: Run): Chasing {
  return {
    ref: run.ref,
    currency: run.accepted?.quote.currency ?? '',
    outside: run.outside,
    get legs() {
      return run.legs;
    },
    set legs(legs) {
      run.legs = legs;
    },
    publish: (goal) => {
      publish(run, { state: goal === 'accepted' ? 'REFUNDING' : 'CLOSED', waitingOn: 'PAYMENT' });
    },
    pause: (ms, summary) => pause(run, ms, summary),
    needHuman: async (cause) => {
      await needHuman(run, { cause, step: 'refund' });
    },
    readLegs: async () => {
      run.legs = await run.step('readLegs', run.ref, READ_THE_REST);
    },
    refundInstead: (leg) => refundInstead(run, leg),
  };
}
