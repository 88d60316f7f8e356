import type { Minor } from '../../domain/money';
import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';
import type { LedgerAccount } from './tables/money';

/** Whose part of an account: `channel:<name>` is what lies with a channel. */
export type LedgerParty = 'customer' | 'shop' | `channel:${string}`;

export interface LedgerSide {
  readonly account: LedgerAccount;
  readonly party: LedgerParty;
}

/** One event's double entry: the same amount debited to one account and credited to another. */
export interface Posting {
  /** `<leg or cancellation>:<event>`: the same event never posts twice. */
  readonly transactionId: string;
  readonly debit: LedgerSide;
  readonly credit: LedgerSide;
  /** Minor units, above zero. */
  readonly amount: Minor;
  readonly legId?: string;
}

type Owner = Pick<CancellationRow, 'shop_id' | 'cancellation_id' | 'order_id' | 'currency'>;

/**
 * Writes double entries of one cancellation. The database refuses a transaction that is
 * not zero, and one that is posted twice.
 */
export async function post(tx: Transaction, owner: Owner, postings: readonly Posting[]): Promise<void> {
  if (postings.length === 0) return;
  const { shop_id, cancellation_id, order_id, currency } = owner;
  const entries = postings.flatMap(({ transactionId, debit, credit, amount, legId }) =>
    [
      { ...debit, amount },
      { ...credit, amount: -amount },
    ].map((entry) => ({
      ...{ shop_id, cancellation_id, order_id, currency, transaction_id: transactionId, leg_id: legId ?? null },
      ...entry,
    })),
  );
  await tx.insertInto('ledger_entries').values(entries).execute();
}

interface LegAmount {
  readonly leg_id: string;
  readonly channel: string;
  readonly amount: Minor;
}

const PAYABLE: LedgerSide = { account: 'payable_to_customer', party: 'customer' };
const REVERSED: LedgerSide = { account: 'sales_reversed', party: 'shop' };

function at(account: LedgerAccount, { channel }: Pick<LegAmount, 'channel'>): LedgerSide {
  return { account, party: `channel:${channel}` };
}

/** Cancelled units are owed to the customer. */
export function owed(cancellationId: string, amount: Minor): Posting {
  return { transactionId: `${cancellationId}:committed`, debit: REVERSED, credit: PAYABLE, amount };
}

/** A leg goes out: the debt is on its way. */
export function sent(leg: LegAmount): Posting {
  return of(leg, 'submitted', { debit: PAYABLE, credit: at('refunds_in_transit', leg) });
}

/** A leg has arrived. */
export function arrived(leg: LegAmount): Posting {
  return of(leg, 'succeeded', { debit: at('refunds_in_transit', leg), credit: at('paid_back', leg) });
}

/** A leg is proven to have moved nothing: it is owed again. */
export function cameToNothing(leg: LegAmount): Posting {
  return of(leg, 'failed', { debit: at('refunds_in_transit', leg), credit: PAYABLE });
}

/** What was owed is paid, but through no channel. */
export function byHand(leg: LegAmount): Posting {
  return of(leg, 'by_hand', { debit: PAYABLE, credit: { account: 'paid_back_by_hand', party: 'shop' } });
}

/**
 * A leg that had arrived came back (LateNews RETURNED): it is owed again. The leg keeps its state, `paid_back` what it
 * paid; its capture gets the amount back, from which the leg that goes another way, named in `replaced_by`, takes it
 * and posts its own `sent` and `arrived`.
 */
export function returned(leg: LegAmount): Posting {
  return of(leg, 'returned', { debit: at('returned_to_us', leg), credit: PAYABLE });
}

/**
 * Money that came in too late, or was freed too late, is owed on top of the
 * cancellation's refund; a repair's leg pays it.
 */
export function lateMoney(late: {
  readonly cancellationId: string;
  readonly captureId: string;
  readonly channel: string;
  /** Minor units; what the repair returns of the capture. */
  readonly amount: Minor;
}): Posting {
  return {
    transactionId: `${late.cancellationId}:late:${late.captureId}`,
    debit: at('money_after_cancellation', late),
    credit: PAYABLE,
    amount: late.amount,
  };
}

/**
 * Part of a leg's amount, minor units, is owed no more: others than Rescind have given it back (a dispute
 * that was lost, a refund made elsewhere), or it was never taken (the rest of an authorization). The
 * cancellation's `refund` goes down by as much.
 */
export function owedNoMore(leg: LegAmount, amount: Minor): Posting {
  return { ...of(leg, 'owed_no_more', { debit: PAYABLE, credit: REVERSED }), amount };
}

function of(
  { leg_id, amount }: LegAmount,
  event: string,
  sides: { readonly debit: LedgerSide; readonly credit: LedgerSide },
): Posting {
  return { transactionId: `${leg_id}:${event}`, ...sides, amount, legId: leg_id };
}
