import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { MOST_BYTES } from '../../adapters/refund/sepa/bank-xml/parse';
import type { BankReport } from '../../adapters/refund/sepa/read-bank-file';
import { formatInstant } from '../../domain/explain/instant';
import { formatMinor } from '../../domain/money';
import type { BatchSummary } from '../../ports/bank-batches';
import type { AddCommands } from '../add-commands';
import { showBankRefusal } from '../bank/bank-refusals';
import { openBank, type Bank } from '../bank/open-bank';
import { CliError, EXIT, type ExitCode } from '../exit-codes';
import { table } from '../table';
import { show, type Terminal } from '../terminal';

interface Shared {
  readonly shop?: string;
  readonly json: boolean;
}

interface Acting extends Shared {
  readonly as: string;
}

/** `bank`: what two persons do with SEPA transfers, and the bank's files. */
export const addBank: AddCommands = (program, { terminal, done }) => {
  const bank = program
    .command('bank')
    .description('SEPA transfers: batches that two persons send, and what the bank answers');
  const run = async ({ shop }: { shop?: string }, work: (bank: Bank) => Promise<ExitCode>): Promise<void> => {
    const opened = openBank(terminal, shop);
    try {
      done(await work(opened));
    } finally {
      await opened.close();
    }
  };
  withShop(bank.command('batches').description('lists them, newest first')).action((options: Shared) =>
    run(options, (opened) => listBatches(terminal, opened, options)),
  );
  withShop(
    withActor(bank.command('close').description('closes the open batch: what comes after goes into the next one')),
  ).action((options: Acting) => run(options, (opened) => closeBatch(terminal, opened, options)));
  withShop(
    withActor(bank.command('release').description('releases a closed batch, as somebody else than who closed it')),
  )
    .argument('<batch>')
    .action((batchId: string, options: Acting) =>
      run(options, (opened) => releaseBatch(terminal, opened, { ...options, batchId })),
    );
  withShop(
    bank.command('write').description('writes a released batch as a pain.001 file, the same bytes however often'),
  )
    .argument('<batch>')
    .requiredOption('--out <file>', 'where; a file that is there stays as it is')
    .action((batchId: string, options: Shared & { out: string }) =>
      run(options, (opened) => writeBatch(terminal, opened, { ...options, batchId })),
    );
  withActor(bank.command('read').description("works a bank's file in: pain.002, camt.053 or camt.054"))
    .argument('<file>')
    .option('--json', 'print JSON', false)
    .action((file: string, options: Acting) =>
      run(options, (opened) => readFile(terminal, opened, { ...options, file })),
    );
};

function withShop(command: Command): Command {
  return command.option('--shop <id>', 'whose, where there are several shops').option('--json', 'print JSON', false);
}

function withActor(command: Command): Command {
  return command.requiredOption('--as <actor id>', 'who does it', actorId);
}

function actorId(text: string): string {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(text)) throw new InvalidArgumentError('Letters, digits, . _ and -, up to 64.');
  return text;
}

async function listBatches(terminal: Terminal, bank: Bank, { json }: Shared): Promise<ExitCode> {
  const shopId = await bank.shopId();
  const batches = await bank.batches.list(shopId);
  show(terminal, json, { data: { shopId, batches }, lines: batches.length === 0 ? ['None.'] : batchLines(batches) });
  return EXIT.DONE;
}

function batchLines(batches: readonly BatchSummary[]): string[] {
  return table([
    ['Batch', 'State', 'Transfers', 'Amount', 'Opened', 'Closed by', 'Released by'],
    ...batches.map(({ batchId, state, count, amount, createdAt, closedBy, releasedBy }) => [
      ...[batchId, state, count, formatMinor(amount, 'EUR')],
      ...[formatInstant(createdAt.toISOString()), closedBy ?? '', releasedBy ?? ''],
    ]),
  ]);
}

async function closeBatch(terminal: Terminal, bank: Bank, { as, json }: Acting): Promise<ExitCode> {
  const closed = await bank.batches.close({ shopId: await bank.shopId(), actorId: as });
  if (closed.outcome === 'refused') return showBankRefusal(terminal, json, closed);
  const next = `rescind bank release ${closed.batchId} --as <somebody else>`;
  show(terminal, json, { data: closed, lines: [`Closed ${closed.batchId}. Next: ${next}`] });
  return EXIT.DONE;
}

async function releaseBatch(
  terminal: Terminal,
  bank: Bank,
  { as, json, batchId }: Acting & { readonly batchId: string },
): Promise<ExitCode> {
  const released = await bank.desk().release({ shopId: await bank.shopId(), batchId, actorId: as });
  if (released.outcome === 'refused') return showBankRefusal(terminal, json, released);
  const left = released.unpayable.map(({ endToEndId, code }) => `  left out: ${endToEndId} (${code})`);
  const next =
    released.fileHash === undefined
      ? 'Nobody is left to be paid: there is no file'
      : `Released ${batchId}. Next: rescind bank write ${batchId} --out ${batchId}.xml`;
  show(terminal, json, { data: { batchId, ...released }, lines: [next, ...left] });
  return EXIT.DONE;
}

async function writeBatch(
  terminal: Terminal,
  bank: Bank,
  { json, batchId, out }: Shared & { readonly batchId: string; readonly out: string },
): Promise<ExitCode> {
  const written = await bank.desk().write({ shopId: await bank.shopId(), batchId });
  if (written.outcome === 'refused') return showBankRefusal(terminal, json, written);
  try {
    // Names and accounts are in it: for nobody else on this machine.
    writeFileSync(out, written.xml, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new CliError(EXIT.USAGE, `${out} can't be written: ${String((error as NodeJS.ErrnoException).code)}`);
  }
  const { fileHash } = written;
  show(terminal, json, { data: { batchId, out, fileHash }, lines: [`Wrote ${out}`, `SHA-256 ${fileHash}`] });
  return EXIT.DONE;
}

async function readFile(
  terminal: Terminal,
  bank: Bank,
  { as, json, file }: Acting & { readonly file: string },
): Promise<ExitCode> {
  const bytes = contentOf(file);
  if (bytes === undefined) return showBankRefusal(terminal, json, { outcome: 'refused', code: 'FILE_TOO_LARGE' });
  const read = await bank.read(bytes, as);
  if (read.outcome === 'refused') return showBankRefusal(terminal, json, read);
  const { outcome, report } = read;
  const lines = outcome === 'read' ? reportLines(read.report) : ['Read before: nothing was done.'];
  show(terminal, json, { data: { outcome, report }, lines });
  const needsSomebody = outcome === 'read' && read.report.unknown.length + read.report.oddities.length > 0;
  return needsSomebody ? EXIT.REFUSED : EXIT.DONE;
}

/** Undefined where it is too large to be looked at. */
function contentOf(file: string): Uint8Array | undefined {
  try {
    return statSync(file).size > MOST_BYTES ? undefined : readFileSync(file);
  } catch (error) {
    throw new CliError(EXIT.USAGE, `${file} can't be read: ${String((error as NodeJS.ErrnoException).code)}`);
  }
}

function reportLines(report: BankReport): string[] {
  const { kind, messageId, accepted, booked, rejected, returned, unchanged, foreign, unknown, oddities } = report;
  return [
    `${kind} ${messageId}: ${accepted} accepted, ${booked} booked, ${rejected.length} rejected, ${returned.length} returned`,
    `  ${unchanged} said nothing new, ${foreign} are somebody else's`,
    ...rejected.map(({ endToEndId, code }) => `  rejected: ${endToEndId} (${code ?? ''})`),
    ...returned.map(({ endToEndId, code }) => `  returned: ${endToEndId} (${code ?? ''})`),
    ...unknown.map((endToEndId) => `  unknown, kept: ${endToEndId}`),
    ...oddities.map(({ code, endToEndId, batchId }) => `  look at it: ${code} ${endToEndId ?? batchId ?? ''}`),
  ];
}
