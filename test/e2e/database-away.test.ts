import { startEngine, type Engine } from '../support/engine';
import { openDatabaseProxy, type DatabaseProxy } from '../support/engine-database-proxy';
import { ended } from '../support/engine-ending';
import { switchFault } from '../support/engine-faults';
import { underWay } from '../support/engine-pending';
import { openScene } from '../support/engine-scene';
import { waitFor } from '../support/wait-for';

let engine: Engine;
let proxy: DatabaseProxy;

beforeAll(async () => {
  engine = await startEngine();
  proxy = await openDatabaseProxy(engine.databaseUrl);
  await engine.startWorkers({ databaseUrl: proxy.url });
});

afterAll(async () => {
  proxy.mend();
  await engine.stop();
  await proxy.close();
});

it('goes on by itself when the database was away: before a request, in a decision, and in the middle of a refund', async () => {
  const [requested, decided, refunding] = await Promise.all([
    openScene(engine, { parcel: 'LABELED' }),
    openScene(engine, { parcel: 'LABELED' }),
    openScene(engine, { parcel: 'LABELED' }),
  ]);
  const match = { payment: `pay_${refunding.order.orderId}_1` };
  const slow = await switchFault(engine.peers.payments, {
    ...{ operation: 'refund', kind: 'delay', match, ms: 1_000, times: 1 },
  });
  await Promise.all([decided.ask(), refunding.ask()]);
  await refunding.approve();
  await waitFor('the refund to be under way', async () => ((await slow.fired()) > 0 ? true : undefined));

  proxy.cut();
  const [asked, approved] = [requested.ask(), decided.approve()];
  await underWay(requested, 'accept', 2);
  await underWay(decided, 'recordDecision', 2);
  await underWay(refunding, 'submitLeg', 2);
  proxy.mend();

  expect(await asked).toMatchObject({ outcome: 'accepted' });
  expect(await approved).toMatchObject({ outcome: 'recorded' });
  await requested.approve();
  for (const [scene, name] of [
    [requested, undefined],
    [decided, 'database-away-at-the-decision'],
    [refunding, 'database-away-in-a-refund'],
  ] as const) {
    const { account } = await ended(scene, name);
    expect(account).toMatchObject({
      ...{ state: 'SETTLED', payments: [{ refunded: 8_000, refunds: 1 }], parcel: { interceptions: 1 } },
    });
  }
});
