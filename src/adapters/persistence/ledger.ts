import type { Minor } from '../../domain/money';
import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';
import type { LedgerAccount } from './tables/money';

/** One event's double entry: the same amount debited to one account and credited to another. */
export interface Posting {
  /** `<leg or cancellation>:<event>`: the same event never posts twice. */
  readonly transactionId: string;
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  /** Minor units, above zero. */
  readonly amount: Minor;
  readonly legId?: string;
}

type Owner = Pick<CancellationRow, 'shop_id' | 'cancellation_id' | 'order_id' | 'currency'>;

/** Writes double entries of one cancellation. The database refuses a transaction that is not zero, and one that is posted twice. */
export async function post(tx: Transaction, owner: Owner, postings: readonly Posting[]): Promise<void> {
  if (postings.length === 0) return;
  const { shop_id, cancellation_id, order_id, currency } = owner;
  const entries = postings.flatMap(({ transactionId, debit, credit, amount, legId }) =>
    [
      { account: debit, amount },
      { account: credit, amount: -amount },
    ].map((entry) => ({
      ...{ shop_id, cancellation_id, order_id, currency, transaction_id: transactionId, leg_id: legId ?? null },
      ...entry,
    })),
  );
  await tx.insertInto('ledger_entries').values(entries).execute();
}

interface LegAmount {
  readonly leg_id: string;
  readonly amount: Minor;
}

/** Cancelled units are owed to the customer. */
export function owed(cancellationId: string, amount: Minor): Posting {
  return {
    transactionId: `${cancellationId}:committed`,
    debit: 'sales_reversed',
    credit: 'payable_to_customer',
    amount,
  };
}

/** A leg goes out: the debt is on its way. */
export function sent({ leg_id, amount }: LegAmount): Posting {
  return {
    transactionId: `${leg_id}:submitted`,
    debit: 'payable_to_customer',
    credit: 'refunds_in_transit',
    amount,
    legId: leg_id,
  };
}

/** A leg has arrived. */
export function arrived({ leg_id, amount }: LegAmount): Posting {
  return {
    transactionId: `${leg_id}:succeeded`,
    debit: 'refunds_in_transit',
    credit: 'paid_back',
    amount,
    legId: leg_id,
  };
}

/** A leg is proven to have moved nothing: it is owed again. */
export function cameToNothing({ leg_id, amount }: LegAmount): Posting {
  return {
    transactionId: `${leg_id}:failed`,
    debit: 'refunds_in_transit',
    credit: 'payable_to_customer',
    amount,
    legId: leg_id,
  };
}
