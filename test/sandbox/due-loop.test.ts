import { startDelivery } from '../../src/sandbox/payments/delivery';
import { startSettlement } from '../../src/sandbox/payments/settlement';
import { startPaymentsSandbox } from '../../src/sandbox/payments';
import { createFaultRules } from '../../src/sandbox/service/fault-rules';
import { Pool } from 'pg';
import { createEmptyDatabase } from '../support/test-database';

const TARGET = { url: 'http://127.0.0.1:9/never', secret: 'a-secret-of-the-test' };

it('asks the database nothing more while nothing is due', async () => {
  await using database = await createEmptyDatabase();
  await (await startPaymentsSandbox({ databaseUrl: database.url })).close();
  const pool = new Pool({ connectionString: database.url });
  const asked = jest.spyOn(pool, 'query');
  const means = { pool, faults: createFaultRules(), onFault: (error: unknown) => console.error(error) };
  const loops = [startDelivery(means, TARGET), startSettlement(means, () => undefined)];
  for (const loop of loops) loop.wake();

  const other = new Pool({ connectionString: database.url, max: 1 });
  // Time enough for a loop that spins: as many round trips as it would make itself.
  for (let roundTrip = 0; roundTrip < 100; roundTrip += 1) await other.query('select 1');

  const calls = asked.mock.calls.length;
  await Promise.all(loops.map((loop) => loop.stop()));
  await Promise.all([pool.end(), other.end()]);
  expect(calls).toBe(4);
});
