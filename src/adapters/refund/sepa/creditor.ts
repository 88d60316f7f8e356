import type { BankAccount } from '../../../ports/payout-destinations';
import { compactIban, isBicOf, isIban } from './debtor-account';
import { sepaText } from './sepa-text';

/** Why a transfer can't be made out to a destination; never what is in it. */
export type CreditorProblem = 'DESTINATION_UNKNOWN' | 'IBAN_INVALID' | 'NAME_UNWRITABLE';

/** Whom a file pays, as it is written there. */
export type Creditor = BankAccount;

/** A destination as a file can carry it. A BIC that does not fit is left out: since 2016 the IBAN is enough. */
export function toCreditor(account: BankAccount | undefined): Creditor | CreditorProblem {
  if (account === undefined) return 'DESTINATION_UNKNOWN';
  const iban = compactIban(account.iban);
  if (!isIban(iban)) return 'IBAN_INVALID';
  const name = sepaText(account.name, 70);
  if (!/[A-Za-z0-9]/.test(name)) return 'NAME_UNWRITABLE';
  const bic = account.bic?.toUpperCase();
  return { iban, name, ...(bic !== undefined && isBicOf(bic, iban) ? { bic } : {}) };
}
