import { isIban } from '../../../domain/iban';
import { refused, type Refusal } from '../../../domain/refusals';
import type { BankAccount, NewDestination } from '../../../ports/payout-destinations';

const BIC = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/;
/** ISO 20022 allows 70 characters; no control characters. */
const NAME = /^[^\p{C}]{1,70}$/u;
const BALANCE = /^[A-Za-z0-9_-]{1,64}$/;

/** What is wrong with a destination: DESTINATION_INVALID with the field's name, never with what is in it. */
export function destinationRefusal(destination: NewDestination): Refusal | undefined {
  const field = destination.kind === 'BANK_ACCOUNT' ? wrongField(destination) : wrongBalance(destination.balanceId);
  return field === undefined ? undefined : refused('DESTINATION_INVALID', { field });
}

function wrongField({ iban, name, bic }: BankAccount): string | undefined {
  if (!isIban(iban)) return 'iban';
  if (!NAME.test(name) || name.trim() === '') return 'name';
  return bic === undefined || BIC.test(bic) ? undefined : 'bic';
}

function wrongBalance(balanceId: string): string | undefined {
  return BALANCE.test(balanceId) ? undefined : 'balanceId';
}
