import { validateIBAN } from 'sepa';
import { z } from 'zod';
import type { Environment, OpenedChannel } from '../open-channel';
import { readCredentials } from '../read-credentials';
import { sepaText } from './sepa-text';

const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

/** An IBAN without its spaces, in capitals. */
export function compactIban(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** Its form (ISO 13616: at most 34 characters) and its checksum. */
export function isIban(iban: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && validateIBAN(iban);
}

/** Its form, and that it is of the account's country. */
export function isBicOf(bic: string, iban: string): boolean {
  return BIC.test(bic) && bic.slice(4, 6) === iban.slice(0, 2);
}

/** The account that pays. Its values are never logged. */
const debtorSchema = z.object({
  RESCIND_SEPA_DEBTOR_IBAN: z
    .string()
    .transform(compactIban)
    .refine(isIban, 'is no IBAN: its form or its checksum is wrong'),
  RESCIND_SEPA_DEBTOR_NAME: z
    .string()
    .refine((name) => sepaText(name, 70) !== '', 'has no character that SEPA takes')
    .refine((name) => name.length <= 70, 'must have 70 characters at most'),
  RESCIND_SEPA_DEBTOR_BIC: z.string().regex(BIC, 'is no BIC: 8 or 11 characters').optional(),
});

/** Whose account pays, and from which the money goes. */
export interface DebtorAccount {
  readonly iban: string;
  readonly name: string;
  readonly bic?: string;
}

/** The account that the variables name, or what is missing or wrong of them. */
export function readDebtorAccount(
  env: Environment,
): { readonly outcome: 'read'; readonly account: DebtorAccount } | Exclude<OpenedChannel, { outcome: 'on' }> {
  const read = readCredentials('sepa', debtorSchema, env);
  if (read.outcome !== 'read') return read;
  const {
    RESCIND_SEPA_DEBTOR_IBAN: iban,
    RESCIND_SEPA_DEBTOR_NAME: name,
    RESCIND_SEPA_DEBTOR_BIC: bic,
  } = read.credentials;
  if (bic !== undefined && !isBicOf(bic, iban)) {
    const problem = 'is of another country than the IBAN';
    return { outcome: 'bad', channel: 'sepa', problems: [{ name: 'RESCIND_SEPA_DEBTOR_BIC', problem }] };
  }
  return { outcome: 'read', account: { iban, name: sepaText(name, 70), ...(bic === undefined ? {} : { bic }) } };
}
