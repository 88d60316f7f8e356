import type { Minor } from '../domain/money';
import type { Refusal } from '../domain/refusals';

/** A gift card, or what a customer has at the shop. */
export type BalanceKind = 'GIFT_CARD' | 'STORE_CREDIT';

/** CLOSED: emptied for good by a cancellation; a credit opens it again. */
export type BalanceState = 'OPEN' | 'CLOSED';

export interface BalanceRef {
  readonly shopId: string;
  /** 1 to 64 of A-Z, a-z, 0-9, `_` and `-`: opaque, never a name. */
  readonly balanceId: string;
}

export interface Balance {
  readonly balanceId: string;
  readonly kind: BalanceKind;
  readonly currency: string;
  readonly state: BalanceState;
  /** Minor units of `currency`, never negative. */
  readonly amount: Minor;
  /** Of the amount: held while the order that bought this card is being cancelled, minor units. */
  readonly held: Minor;
}

/** What the shop issued on a balance or let be spent from it, each under an id of the shop's own: it counts once. */
export interface BalanceMovement {
  readonly movementId: string;
  readonly cause: 'ISSUE' | 'SPEND';
  /** Minor units, above zero, of either cause. */
  readonly amount: Minor;
}

export type PutBalanceResult =
  { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly balance: Balance } | Refusal;

/** Gift cards and store credit: our own books. Refunds and payouts come onto them in the transaction of their leg. */
export interface WalletBook {
  /**
   * Makes a balance, and adds the movements that it does not have yet, all or none. Refused with BALANCE_NOT_FOUND
   * (there is one of another kind), CURRENCY_UNKNOWN, CURRENCY_MISMATCH, IDEMPOTENCY_KEY_REUSED (a movement's id with
   * another amount or balance) or AMOUNT_INVALID (more spent than is there and not held; the details say what is left).
   */
  readonly putBalance: (
    ref: BalanceRef,
    put: { readonly kind: BalanceKind; readonly currency: string; readonly movements: readonly BalanceMovement[] },
  ) => Promise<PutBalanceResult>;
  readonly readBalance: (ref: BalanceRef) => Promise<Balance | undefined>;
}
