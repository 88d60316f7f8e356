import { holdAtShopSummary } from '../../src/domain/explain/summaries';
import { releaseHold } from './compensations';
import { needHuman } from './need-human';
import { publish } from './publish';
import type { Run } from './run';
import { backoff, pause } from './wait';

/** After so many attempts without an answer a person must look. */
const ATTEMPTS = 10;

export type Hold = 'held' | 'refused' | 'withdrawn';

/**
 * Asks a shop that runs its own order system not to ship. Our own order book needs no call: accept has held the units.
 */
export async function holdAtShop(run: Run): Promise<Hold> {
  if (run.accepted?.connected !== true || run.held) return 'held';
  if (run.compensations.length === 0) run.compensations.push(releaseHold(run));
  for (let attempt = 1; ; attempt += 1) {
    const nth = attempt === 1 ? '' : `, attempt ${attempt}`;
    const result = await run.outside.holdAtShop(run.ref, holdAtShopSummary(run.input.orderId) + nth);
    if (result.outcome === 'ACKNOWLEDGED') {
      run.held = true;
      return 'held';
    }
    if (result.outcome === 'REFUSED') {
      run.denial = { code: 'SHOP_REFUSED', shopCode: result.code };
      return 'refused';
    }
    publish(run, { state: 'AWAITING_DECISION', waitingOn: 'SHOP' });
    if (attempt % ATTEMPTS === 0) await needHuman(run, { cause: 'STEP_FAILED', step: 'holdAtShop' });
    else await pause(run, backoff(attempt, result.retryAfterMs), `Wait for the shop, after attempt ${attempt}`);
    if (run.withdrawn) return 'withdrawn';
  }
}
