import { closeAtShopSummary, closeOrderSummary, proveClosureSummary } from '../../src/domain/explain/summaries';
import { isFinal } from '../../src/domain/cancellation-progress';
import { needHuman } from './need-human';
import { publish } from './publish';
import { chasingOf } from './chase';
import { createChases, type Chases } from './chases';
import { chaseLegs } from './refund';
import type { Run } from './run';
import { backoff, pause } from './wait';

/**
 * Makes the shop's own order read cancelled. Past the pivot there is no way back: it
 * goes on until the shop acknowledges.
 */
async function closeAtShop(run: Run): Promise<void> {
  if (run.accepted?.connected !== true) return;
  for (let attempt = 1; ; attempt += 1) {
    const nth = attempt === 1 ? '' : `, attempt ${attempt}`;
    const result = await run.outside.closeAtShop(run.ref, closeAtShopSummary(run.input.orderId) + nth);
    if (result.outcome === 'ACKNOWLEDGED') return;
    if (result.outcome === 'REFUSED') await needHuman(run, { cause: 'SHOP_NOT_CLOSED', step: 'closeAtShop' });
    else {
      publish(run, { state: 'REFUNDING', waitingOn: 'SHOP' });
      await pause(run, backoff(attempt, result.retryAfterMs), `Wait for the shop to close, after attempt ${attempt}`);
    }
  }
}

/** Money came back, or came too late, while this run was on its way to the proof: it is brought to its end here too. */
function isRepairOpen(differences: readonly string[]): boolean {
  return differences.some((difference) => difference.startsWith('REPAIR_OPEN'));
}

async function prove(run: Run, chases: Chases): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await run.step('prove', run.ref, proveClosureSummary(run.input.orderId));
    if (result.outcome === 'settled') {
      run.refund = result.refund ?? run.refund;
      return;
    }
    if (isRepairOpen(result.differences)) {
      run.legs = await run.step('readLegs', run.ref, 'Read the refunds: money came back, or came too late');
      if (isFinal(run.legs)) await pause(run, backoff(attempt, 0), `Wait for a repair to begin, look ${attempt}`);
      await chaseLegs(chasingOf(run), chases, 'final');
      continue;
    }
    await needHuman(run, { cause: 'STEP_FAILED', step: `prove: ${result.differences.join(', ')}`.slice(0, 80) });
  }
}

/** From the commit on, only forward: refunds, the shop, CLOSED; then every refund final, the proof, SETTLED. */
export async function closeAndProve(run: Run): Promise<void> {
  const chases = createChases();
  await chaseLegs(chasingOf(run), chases, 'accepted');
  await closeAtShop(run);
  const { legs, refund = run.refund } = await run.step('close', run.ref, closeOrderSummary(run.input.orderId));
  Object.assign(run, { legs, refund });
  await chaseLegs(chasingOf(run), chases, 'final');
  await prove(run, chases);
  publish(run, { state: 'SETTLED', waitingOn: 'NONE' });
}
