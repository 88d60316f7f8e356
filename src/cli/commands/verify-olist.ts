import { writeFileSync } from 'node:fs';
import { openDatabase } from '../../adapters/persistence/database';
import { openChannels } from '../../adapters/refund/open-channels';
import { renamed } from '../demo/rename';
import { reportLines } from '../demo/report';
import { runningParts } from '../demo/running-parts';
import { CliError, EXIT } from '../exit-codes';
import { startProgress } from '../progress';
import type { AddCommands } from '../add-commands';
import { chargeCards } from '../verify/charge-cards';
import { runVerify } from '../verify/run-verify';
import { verifyOrders } from '../verify/verify-orders';
import { wholeNumber } from '../whole-number';

interface VerifyArguments {
  readonly orders: number;
  readonly from?: string;
  readonly seed: number;
  readonly run?: string;
  readonly json?: string | true;
}

const RUN = /^[A-Za-z0-9]{1,16}$/;

/** `verify olist`: cancels whole orders, as many as there are, and compares everybody's books to the cent. */
export const addVerify: AddCommands = (program, { terminal, done }) => {
  program
    .command('verify')
    .description('checks what can be checked: all books to the cent, and the timelines')
    .command('olist')
    .description("Olist's real orders as of purchase, or made-up ones")
    .option('--orders <n>', 'how many', wholeNumber(1), 300)
    .option('--from <folder>', "Olist's files; left out, orders are made up")
    .option('--seed <n>', 'the same seed chooses the same orders and failures', wholeNumber(0), 1)
    .option('--run <name>', 'goes on with the run of this name where it was broken off (letters and digits)')
    .option('--json [file]', 'write figures and differences to a file, or print them')
    .action(async ({ orders: count, from, seed, run, json }: VerifyArguments) => {
      if (run !== undefined && !RUN.test(run)) {
        throw new CliError(EXIT.USAGE, '--run takes 1 to 16 letters and digits');
      }
      const name = run ?? `v${Date.now().toString(36)}`;
      const { runtime, stop } = await runningParts(terminal);
      const env = { ...process.env, RESCIND_PAYMENTS_URL: runtime.sandboxes.payments };
      const db = openDatabase(runtime.databaseUrl, { max: 8 });
      try {
        const { channels } = openChannels(env, db);
        const cardChannels = ['stripe'].filter((channel) => channels.has(channel));
        const found = await verifyOrders({
          ...{ count, seed, cardChannels, now: new Date() },
          ...(from !== undefined && { folder: from }),
        });
        const named = found.map((order) => renamed(order, name));
        const orders = cardChannels.length === 0 ? named : await chargeCards(named, env);
        terminal.err(`Run ${name}: ${orders.length} orders (go on with it by --run ${name})`);
        const progress = startProgress('Cancellations', orders.length, terminal.progress);
        const report = await runVerify(db, runtime, { run: name, orders, seed, channels, onProgress: progress.to });
        progress.end();
        const text = JSON.stringify(report, null, 2);
        if (json === true) terminal.out(text);
        else for (const line of reportLines(report)) terminal.out(line);
        if (typeof json === 'string') writeFileSync(json, `${text}\n`);
        done(report.ok ? EXIT.DONE : EXIT.REFUSED);
      } finally {
        await db.destroy();
        await stop();
      }
    });
};
