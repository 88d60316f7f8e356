import { Kysely, PostgresDialect } from 'kysely';
import type { Transaction as KyselyTransaction } from 'kysely';
import { Pool, types } from 'pg';
import { preparing } from './prepared-statements';
import type { AccessTables } from './tables/access';
import type { ApprovalTables } from './tables/approvals';
import type { BankTables } from './tables/bank';
import type { BenefitTables } from './tables/benefits';
import type { CancellationTables } from './tables/cancellations';
import type { CreditNoteTables } from './tables/credit-notes';
import type { DriftTables } from './tables/drift';
import type { FeedbackTables } from './tables/feedback';
import type { MailTables } from './tables/mail';
import type { MoneyTables } from './tables/money';
import type { OfferTables } from './tables/offers';
import type { OrderTables } from './tables/orders';
import type { OutgoingWebhookTables } from './tables/outgoing-webhooks';
import type { PaymentInboxTables } from './tables/payment-inbox';
import type { PayoutTables } from './tables/payouts';
import type { RecordTables } from './tables/record';
import type { RepairTables } from './tables/repairs';
import type { SessionTables } from './tables/sessions';
import type { WalletTables } from './tables/wallet';

export type Tables = OrderTables &
  DriftTables &
  FeedbackTables &
  CancellationTables &
  OfferTables &
  MoneyTables &
  RecordTables &
  BankTables &
  WalletTables &
  PayoutTables &
  ApprovalTables &
  BenefitTables &
  CreditNoteTables &
  PaymentInboxTables &
  RepairTables &
  OutgoingWebhookTables &
  MailTables &
  AccessTables &
  SessionTables;
export type Database = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;

const INT8 = 20;
const DATE = 1082;

/** bigint columns hold minor units and versions: safe integers, or a fault. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint column is beyond the safe integers');
  return value;
}

/** A day stays the text that it is: a Date would move it with the time zone. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8) return parseInt8;
  if (oid === DATE) return (text) => text;
  const builtIn = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => (text: string) => unknown;
  return builtIn(oid, format);
}

/** Opens a pool. `destroy()` it when done. An idle connection that breaks is replaced at the next use. */
export function openDatabase(databaseUrl: string, options: { max?: number } = {}): Database {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: options.max ?? 20,
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser: getTypeParser as typeof types.getTypeParser },
  });
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
}
