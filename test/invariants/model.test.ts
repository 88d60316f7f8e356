import fc from 'fast-check';
import { openDesk, type Desk } from '../adapters/persistence/money/refund-desk';
import { checkPlay } from './check-play';
import { scenarios } from './commands';
import { Play } from './play-scenario';

let desk: Desk;
let plays = 0;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/**
 * Random commands, faults, messages late, twice and out of order, and two things at the same instant,
 * on the real database, against a provider that keeps its rules. What must hold is checked during
 * each play and once it has come to rest.
 */
test('whatever happens, in whatever order, money moves once and the books say where it is', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      plays += 1;
      const orderId = `play-${plays}`;
      const play = new Play(desk, orderId, scenario);
      await play.run();
      expect(await checkPlay(desk, play, orderId)).toEqual([]);
    }),
    { numRuns: Number(process.env['RESCIND_MODEL_RUNS'] ?? 1_000) },
  );
}, 900_000);
