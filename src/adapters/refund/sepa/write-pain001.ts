import { Document } from 'sepa';
import { sum, type Minor } from '../../../domain/money';
import { DecimalAmount } from './decimal';
import type { FilePayment, PaymentFile } from './payment-file';
import { sepaText } from './sepa-text';
import { targetDay } from './target-day';

/** What is sent: the EPC's implementation guidelines have named this version since 2023. */
const PAIN_001 = 'pain.001.001.09';

/**
 * Writes a batch as a pain.001.001.09 file: one payment block, booked payment by payment, so that
 * the bank's answers name each of them.
 * @throws Error with a code and no content when the `sepa` package refuses it: checked before, so a fault of ours.
 */
export function writePain001(file: PaymentFile): string {
  const document = new Document(PAIN_001);
  document.grpHdr.id = file.batchId;
  document.grpHdr.created = new UtcFields(file.releasedAt);
  document.grpHdr.initiatorName = file.debtor.name;
  const info = document.createPaymentInfo();
  info.requestedExecutionDate = new UtcFields(targetDay(file.releasedAt));
  info.debtorIBAN = file.debtor.iban;
  info.debtorBIC = file.debtor.bic ?? '';
  info.debtorName = file.debtor.name;
  info.batchBooking = false;
  document.addPaymentInfo(info);
  for (const payment of file.payments) info.addTransaction(fill(info.createTransaction(), payment));
  const total = amountOf(sum(file.payments.map(({ transfer }) => transfer.amount)));
  // The package adds floats up; the sum is ours instead.
  document.normalize = () => {
    info.controlSum = total;
    document.grpHdr.controlSum = total;
    document.grpHdr.transactionCount = file.payments.length;
  };
  try {
    return document.toString();
  } catch {
    // The package's own messages quote names and accounts.
    throw new Error(`PAIN_001_NOT_WRITTEN: batch ${file.batchId}`);
  }
}

type Transaction = ReturnType<ReturnType<Document['createPaymentInfo']>['createTransaction']>;

function fill(transaction: Transaction, { transfer, creditor }: FilePayment): Transaction {
  transaction.end2endId = transfer.endToEndId;
  transaction.amount = amountOf(transfer.amount);
  transaction.currency = 'EUR';
  transaction.creditorName = creditor.name;
  transaction.creditorIBAN = creditor.iban;
  transaction.creditorBIC = creditor.bic ?? '';
  // Left out, the package writes an empty element, which no bank takes.
  transaction.remittanceInfo = sepaText(`Refund of order ${transfer.orderId}`, 140);
  return transaction;
}

/** The package's type says number; it only adds, compares and calls `toFixed`. */
function amountOf(cents: Minor): number {
  return new DecimalAmount(cents) as unknown as number;
}

/**
 * The package writes a date's fields in the machine's own time zone; the same file on every machine needs one of them.
 */
class UtcFields extends Date {
  override getFullYear(): number {
    return this.getUTCFullYear();
  }

  override getMonth(): number {
    return this.getUTCMonth();
  }

  override getDate(): number {
    return this.getUTCDate();
  }

  override getHours(): number {
    return this.getUTCHours();
  }

  override getMinutes(): number {
    return this.getUTCMinutes();
  }

  override getSeconds(): number {
    return this.getUTCSeconds();
  }
}
