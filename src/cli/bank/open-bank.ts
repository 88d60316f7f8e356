import { createBankBatches } from '../../adapters/persistence/bank/bank-batches';
import { openDatabase, type Database } from '../../adapters/persistence/database';
import { createPayoutDestinations } from '../../adapters/persistence/payouts/payout-destinations';
import { createRefundBook } from '../../adapters/persistence/refund-book';
import { openBankDesk, type BankDesk } from '../../adapters/refund/sepa/bank-desk';
import { readDebtorAccount, type DebtorAccount } from '../../adapters/refund/sepa/debtor-account';
import { readBankFile, type BankFileRead } from '../../adapters/refund/sepa/read-bank-file';
import { readDataKeys } from '../../adapters/secrets/data-keys';
import { createSealer } from '../../adapters/secrets/sealer';
import type { BankBatches } from '../../ports/bank-batches';
import { CliError, EXIT } from '../exit-codes';
import { requireRuntime } from '../runtime';
import type { Terminal } from '../terminal';
import { tellRuns } from './tell-runs';

/** The bank's desk of this installation, reached. */
export interface Bank {
  readonly batches: BankBatches;
  /** The shop that is meant: said, or the only one there is. */
  readonly shopId: () => Promise<string>;
  /** Opens what is sealed. @throws CliError USAGE where a variable is missing or wrong. */
  readonly desk: () => BankDesk;
  /**
   * Works a file of the bank's in and tells the runs that wait. @throws CliError USAGE
   * where a variable is missing or wrong.
   */
  readonly read: (bytes: Uint8Array, readBy: string) => Promise<BankFileRead>;
  readonly close: () => Promise<void>;
}

/**
 * Reaches the database of DATABASE_URL, or of what runs on this machine.
 * @throws CliError UNREACHABLE when there is neither
 */
export function openBank({ env }: Terminal, shop: string | undefined): Bank {
  const databaseUrl = env['DATABASE_URL'] ?? requireRuntime().databaseUrl;
  // Reading a file holds one connection while legs are told over another.
  const db = openDatabase(databaseUrl, { max: 4 });
  const batches = createBankBatches(db);
  return {
    batches,
    shopId: () => findShop(db, shop),
    desk: () => openBankDesk({ batches, debtor: debtorOf(env), destinations: destinationsOf(db, env) }),
    read: async (bytes, readBy) => {
      const reader = { batches, book: createRefundBook(db), iban: debtorOf(env).iban };
      const read = await readBankFile(reader, bytes, readBy);
      if (read.outcome === 'read') await tellRuns(env, read);
      return read;
    },
    close: () => db.destroy(),
  };
}

async function findShop(db: Database, shop: string | undefined): Promise<string> {
  const shops = await db.selectFrom('shops').select('shop_id').orderBy('shop_id').execute();
  const meant = shops.filter(({ shop_id }) => shop === undefined || shop_id === shop);
  const [only, another] = meant;
  if (only === undefined)
    throw new CliError(EXIT.REFUSED, shop === undefined ? 'There is no shop' : `There is no shop ${shop}`);
  if (another === undefined) return only.shop_id;
  const ids = meant.map(({ shop_id }) => shop_id).join(', ');
  throw new CliError(EXIT.USAGE, `Which shop? Say --shop with one of: ${ids}`);
}

function debtorOf(env: NodeJS.ProcessEnv): DebtorAccount {
  const read = readDebtorAccount(env);
  if (read.outcome === 'read') return read.account;
  const what =
    read.outcome === 'off'
      ? read.missing.map((name) => `${name} is missing`)
      : read.problems.map(({ name, problem }) => `${name} ${problem}`);
  throw new CliError(EXIT.USAGE, `The account that pays is not set: ${what.join('; ')}`);
}

function destinationsOf(db: Database, env: NodeJS.ProcessEnv) {
  const read = readDataKeys(env);
  if (read.outcome === 'read') return createPayoutDestinations(db, createSealer(read.keys)).destinationDetails;
  const what =
    read.outcome === 'none' ? 'RESCIND_DATA_KEYS is missing' : `${read.problem.name} ${read.problem.problem}`;
  throw new CliError(EXIT.USAGE, `Accounts are sealed: ${what}`);
}
