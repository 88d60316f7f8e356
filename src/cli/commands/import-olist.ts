import { readFileSync } from 'node:fs';
import { InvalidArgumentError, Option } from 'commander';
import { importOlist, type OlistImport } from '../../adapters/import/olist/import-olist';
import { readOlist } from '../../adapters/import/olist/read-olist';
import type { RowProblem } from '../../adapters/import/olist/read-rows';
import type { AsOf } from '../../adapters/import/olist/to-new-order';
import { openDatabase } from '../../adapters/persistence/database';
import { validatePolicy } from '../../domain/policy-check';
import type { Policy } from '../../domain/policy';
import { DEFAULT_POLICY } from '../../domain/policy-snapshot';
import { EXIT } from '../exit-codes';
import { startProgress } from '../progress';
import type { AddCommands } from '../add-commands';
import { wholeNumber } from '../whole-number';
import { requireRuntime } from '../runtime';
import { seedSandboxes } from '../sandboxes/seed-sandboxes';
import { show } from '../terminal';

interface ImportArguments {
  readonly asOf: AsOf;
  readonly limit?: number;
  readonly shop: string;
  readonly connected: boolean;
  readonly policy?: Partial<Policy>;
  readonly seedSandboxes: boolean;
  readonly json: boolean;
}

/** `import olist`: brings real orders in. */
export const addImport: AddCommands = (program, { terminal, done }) => {
  program
    .command('import')
    .description('brings orders in')
    .command('olist')
    .description("loads Olist's orders: its own CSV files, plain or gzipped")
    .argument('<folder>', 'where olist_orders_dataset.csv and its siblings are')
    .addOption(
      new Option('--as-of <when>', 'as each order was once paid, dates moved to now; or as it ended')
        .choices(['purchase', 'recorded'])
        .default('purchase'),
    )
    .option('--limit <n>', 'only the first n orders', wholeNumber(1))
    .option('--shop <id>', 'the shop that gets them', shopId, 'olist')
    .option('--connected', 'the shop runs its own order system (the sandbox shop)', false)
    .option('--policy <file>', "JSON: what of every merchant's policy is not the default", policyFrom)
    .option(
      '--seed-sandboxes',
      'give the sandboxes their payments and parcels (so it is, unless --no-seed-sandboxes)',
      true,
    )
    .option('--no-seed-sandboxes')
    .option('--json', 'print JSON', false)
    .action(async (folder: string, options: ImportArguments) => {
      const startedAt = Date.now();
      const { shop, asOf, connected, policy, json } = options;
      const read = await readOlist(folder, options.limit === undefined ? {} : { limit: options.limit });
      for (const problem of read.problems) terminal.err(problemLine(problem));
      const runtime = requireRuntime();
      const db = openDatabase(runtime.databaseUrl, { max: 4 });
      const progress = startProgress('Orders', read.orders.length, terminal.progress);
      try {
        const result = await importOlist(db, read, {
          ...{ shopId: shop, connected, asOf, now: new Date(), onProgress: progress.to },
          ...(policy && { policy }),
          ...(options.seedSandboxes && {
            onBatch: (orders) => seedSandboxes(runtime.sandboxes, orders, { connected }),
          }),
        });
        progress.end();
        const seconds = (Date.now() - startedAt) / 1000;
        show(terminal, json, {
          data: { shopId: shop, asOf, seconds, ...result },
          lines: resultLines(result, { shop, seconds }),
        });
        done(EXIT.DONE);
      } finally {
        progress.end();
        await db.destroy();
      }
    });
};

function problemLine({ file, line, what, orderId }: RowProblem): string {
  return `${file} line ${line}: ${what}${orderId === undefined ? '' : ` (order ${orderId})`}`;
}

function resultLines(result: OlistImport, { shop, seconds }: { shop: string; seconds: number }): string[] {
  const { survey, inserted, existing, ended, refused } = result;
  const counted: readonly (readonly [number, string])[] = [
    [survey.withoutItems, 'have payments and no items: the shop itself decides, and only about the whole'],
    [survey.paidMore, 'were paid more than items and freight: the difference is kept as an adjustment'],
    [survey.paidLess, 'were paid less'],
    [survey.withoutPayments, 'have no payment'],
    [survey.severalMerchants, 'have several merchants'],
    [survey.severalChannels, 'were paid over several channels'],
    [survey.zeroPayments, 'payments are zero: nothing to refund'],
    [survey.undefinedKind, 'payments are of an undefined kind: no refund goes there'],
    [ended, 'had ended at Olist: they read cancelled, and whether they were paid back is to be looked at'],
    [survey.leftOut, 'orders left out because one of their rows cannot be read'],
    [survey.strayRows, 'rows belong to no order'],
    [refused.length, 'orders refused by the order book'],
  ];
  return [
    `${inserted} orders imported into shop ${shop} in ${seconds.toFixed(1)} s, ${existing} were there before`,
    `${survey.orders} orders, ${survey.items} items, ${survey.payments} payments, ${survey.merchants} merchants read`,
    ...counted.filter(([count]) => count > 0).map(([count, what]) => `  ${count} ${what}`),
    ...refused.slice(0, 20).map(({ orderId, refusal }) => `  ${orderId}: ${refusal.code}`),
    ...(survey.unreadableRows > 0 ? [`${survey.unreadableRows} rows could not be read: see above`] : []),
  ];
}

function shopId(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(text)) throw new InvalidArgumentError('Small letters, digits and -, up to 31.');
  return text;
}

function policyFrom(file: string): Partial<Policy> {
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InvalidArgumentError(`${file}: ${(error as Error).message}`);
  }
  if (typeof given !== 'object' || given === null) throw new InvalidArgumentError(`${file} holds no JSON object`);
  const unknown = Object.keys(given).filter((field) => !(field in DEFAULT_POLICY) || field === 'version');
  const wrong = validatePolicy({ ...DEFAULT_POLICY, ...given }).map(({ field, code }) => `${field} ${code}`);
  const problems = [...unknown.map((field) => `${field} UNKNOWN`), ...wrong];
  if (problems.length > 0) throw new InvalidArgumentError(`${file}: ${problems.join(', ')}`);
  return given;
}
