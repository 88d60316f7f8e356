import { writeFileSync } from 'node:fs';
import { openDatabase } from '../../adapters/persistence/database';
import { demoOrders } from '../demo/demo-orders';
import { reportLines } from '../demo/report';
import { customerLink } from '../demo/customer-link';
import { inboxLink } from '../demo/inbox-link';
import { runDemo } from '../demo/run-demo';
import { runningParts } from '../demo/running-parts';
import { CliError, EXIT } from '../exit-codes';
import { startProgress } from '../progress';
import type { AddCommands } from '../add-commands';
import { wholeNumber } from '../whole-number';

interface DemoArguments {
  readonly orders: number;
  readonly from?: string;
  readonly seed: number;
  readonly json?: string | true;
}

/** `demo`: cancels orders in every way there is, and compares everybody's books. */
export const addDemo: AddCommands = (program, { terminal, done }) => {
  program
    .command('demo')
    .description('cancels orders in every way there is, then compares the books of everybody who has any')
    .option('--orders <n>', 'how many', wholeNumber(1), 60)
    .option('--from <folder>', "take them from Olist's files in this folder; left out, they are made up")
    .option('--seed <n>', 'the same seed makes up the same orders and stories', wholeNumber(0), 1)
    .option('--json [file]', 'write table and check to a file, or print them')
    .action(async ({ orders: count, from, seed, json }: DemoArguments) => {
      const orders = await demoOrders({ count, seed, now: new Date(), ...(from !== undefined && { folder: from }) });
      const { runtime, stop } = await runningParts(terminal);
      const db = openDatabase(runtime.databaseUrl, { max: 8 });
      const progress = startProgress('Cancellations', orders.length, terminal.progress);
      try {
        const report = await runDemo(db, runtime, { orders, seed, onProgress: progress.to });
        progress.end();
        const text = JSON.stringify(report, null, 2);
        if (json === true) terminal.out(text);
        else for (const line of reportLines(report)) terminal.out(line);
        if (typeof json === 'string') writeReport(json, text);
        const inbox = inboxLink(runtime);
        if (inbox !== undefined && json !== true) terminal.out(`\nAnswer what waits, as its merchant: ${inbox}`);
        if (report.orderId !== undefined && json !== true) {
          terminal.out(`See one as its customer: ${await customerLink(db, runtime, report.orderId)}`);
        }
        if (runtime.webUiUrl !== undefined && json !== true) {
          terminal.out(`See each in the Web UI: ${runtime.webUiUrl}/namespaces/${runtime.namespace}/workflows`);
        }
        done(report.ok ? EXIT.DONE : EXIT.REFUSED);
      } finally {
        progress.end();
        await db.destroy();
        await stop();
      }
    });
};

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, `${text}\n`);
  } catch (error) {
    throw new CliError(EXIT.USAGE, `${file} can't be written: ${(error as Error).message}`);
  }
}
