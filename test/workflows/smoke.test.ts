import { fakeActivities } from '../support/fake-activities';
import { newFakeState, pendingPart } from '../support/fake-book';
import { historyText } from '../support/history-file';
import { runCancellation } from '../support/run-cancellation';
import { timeSkippingServer, realServer } from '../support/temporal-environment';
import { decideUpdate } from '../../workflows/cancel-order/messages';
import { writeFileSync } from 'node:fs';

it.each([['skip', timeSkippingServer], ['real', realServer]])('runs %s', async (name, make) => {
  const t0 = Date.now();
  const env = await make();
  if (!env) return;
  console.log('env', Date.now() - t0);
  const now = await env.currentTimeMs();
  const fakes = fakeActivities(newFakeState({ parts: [pendingPart('m-1', now + 3_600_000, 'APPROVE')], parcels: [{shipmentId: 's-1', merchantId: 'm-1', onNotStopped: 'END'}] }));
  const history = await runCancellation(env, fakes, async (handle) => {
    const a = await handle.executeUpdate(decideUpdate, { args: [{ merchantId: 'm-1', outcome: 'APPROVED', actor: { id: 'm-1', role: 'merchant' } }] });
    console.log(a, await handle.result());
  });
  writeFileSync(`/tmp/smoke-${name}.json`, historyText(history));
  console.log(fakes.calls.map((c) => c.step), history.events!.length, Date.now() - t0);
  await env.teardown();
});
