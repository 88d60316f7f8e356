import type { Actor } from '../domain/cancellation';
import type { Refusal } from '../domain/refusals';

/**
 * Where a payout goes, as only its channel is told. Personal data: never logged, never in a history, never in an error.
 */
export interface BankAccount {
  /** Without spaces, its checksum verified. */
  readonly iban: string;
  /** Whose account it is. */
  readonly name: string;
  readonly bic?: string;
}

/** Names one destination of one shop. */
export interface DestinationRef {
  readonly shopId: string;
  readonly destinationId: string;
}

/** Where money may go instead: a bank account, or a store credit of the shop's own. */
export type NewDestination =
  ({ readonly kind: 'BANK_ACCOUNT' } & BankAccount) | { readonly kind: 'STORE_CREDIT'; readonly balanceId: string };

export type DestinationKind = NewDestination['kind'];

/** A destination as a person may see it. */
export interface DestinationView {
  readonly destinationId: string;
  readonly orderId: string;
  readonly kind: DestinationKind;
  /** Its last four characters, and no more. */
  readonly hint: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Forgotten since: it can't be paid to any more. ISO 8601. */
  readonly erasedAt?: string;
}

/**
 * The detail behind a destination, for the payout channel alone: undefined where there is none, it
 * is no bank account, or it was erased.
 * @throws Error when it can't be opened: its key is unknown, or it was tampered with. The
 * error names neither key nor content.
 */
export type DestinationDetails = (ref: DestinationRef) => Promise<BankAccount | undefined>;

/** Where else money may go: kept sealed, shown by its hint only. */
export interface PayoutDestinations {
  /**
   * Seals and stores a destination of this order. Refused with ORDER_NOT_FOUND or DESTINATION_INVALID (the details name
   * the field, never its content).
   * @throws Error when there is no key to seal it with: a mistake of configuration.
   */
  readonly create: (ask: {
    readonly shopId: string;
    readonly orderId: string;
    readonly destination: NewDestination;
    readonly actor: Actor;
  }) => Promise<{ readonly outcome: 'created'; readonly destination: DestinationView } | Refusal>;
  readonly read: (ref: DestinationRef) => Promise<DestinationView | undefined>;
  readonly listOf: (ask: { readonly shopId: string; readonly orderId: string }) => Promise<readonly DestinationView[]>;
  /** Forgets what is behind it; the hint, and that it existed, stay. False where there is none. */
  readonly erase: (ref: DestinationRef) => Promise<boolean>;
  readonly destinationDetails: DestinationDetails;
}

/** A bank account was to be stored and there is no key to seal it with. */
export class DataKeysMissing extends Error {
  override readonly name = 'DataKeysMissing';

  constructor() {
    super('RESCIND_DATA_KEYS is not set: a bank account is stored sealed only');
  }
}
