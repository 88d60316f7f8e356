import { closeAtShopSummary, closeOrderSummary, proveClosureSummary } from '../../src/domain/explain/summaries';
import { needHuman } from './need-human';
import { publish } from './publish';
import { chaseLegs, createChases } from './refund';
import type { Run } from './run';
import { backoff, pause } from './wait';

/** Makes the shop's own order read cancelled. Past the pivot there is no way back: it goes on until the shop acknowledges. */
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

async function prove(run: Run): Promise<void> {
  for (;;) {
    const result = await run.step('prove', run.ref, proveClosureSummary(run.input.orderId));
    if (result.outcome === 'settled') return;
    await needHuman(run, { cause: 'STEP_FAILED', step: `prove: ${result.differences.join(', ')}`.slice(0, 80) });
  }
}

/** From the commit on, only forward: refunds, the shop, CLOSED; then every refund final, the proof, SETTLED. */
export async function closeAndProve(run: Run): Promise<void> {
  const chases = createChases();
  await chaseLegs(run, chases, 'accepted');
  await closeAtShop(run);
  const { legs } = await run.step('close', run.ref, closeOrderSummary(run.input.orderId));
  run.legs = legs;
  await chaseLegs(run, chases, 'final');
  await prove(run);
  publish(run, { state: 'SETTLED', waitingOn: 'NONE' });
}
