import { EXIT } from '../exit-codes';
import type { AddCommands } from '../add-commands';
import { wholeNumber } from '../whole-number';

interface BenchArguments {
  readonly runs: number;
  readonly waiting: number;
  readonly listed: number;
  readonly json?: string;
}

/** `bench`: measured against a bare workflow, on parts of its own. */
export const addBench: AddCommands = (program, { done }) => {
  program
    .command('bench')
    .description('measures cancellations against a bare workflow, on parts that it starts itself')
    .option('--runs <n>', 'cancellations at 16 at once', wholeNumber(1), 300)
    .option('--waiting <n>', 'cancellations that wait for a merchant', wholeNumber(0), 1_000)
    .option('--listed <n>', 'cancellations that a list of 100 is taken from', wholeNumber(100), 100_000)
    .option('--json <file>', 'write the figures to a file')
    .action(async (options: BenchArguments) => {
      const { bench } = await import('../../bench/bench.js');
      await bench(options);
      done(EXIT.DONE);
    });
};
