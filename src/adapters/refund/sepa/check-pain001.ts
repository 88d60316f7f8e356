import { XMLParser } from 'fast-xml-parser';
import { sum } from '../../../domain/money';
import { WRITTEN } from './bank-xml/messages';
import { listAt, nodeAt, textAt } from './bank-xml/nodes';
import type { XmlNode } from './bank-xml/parse';
import { schemaProblem } from './bank-xml/validate';
import { toDecimal } from './decimal';
import type { FilePayment, PaymentFile } from './payment-file';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name) => name === 'PmtInf' || name === 'CdtTrfTxInf',
});

/**
 * Reads a file again before it may go out: ISO's schema, and what the schema lets through: an amount that is not, digit
 * by digit, what the batch says (three decimals too), an empty remittance text, another account, another sum. What is
 * wrong, by a code; undefined where nothing is.
 */
export async function pain001Problem(xml: string, file: PaymentFile): Promise<string | undefined> {
  const where = await schemaProblem(xml, WRITTEN);
  if (where !== undefined) return `SCHEMA: ${where}`;
  const { Document: document } = parser.parse(xml) as { Document?: XmlNode };
  const body = nodeAt(document, 'CstmrCdtTrfInitn');
  const [info, another] = listAt(body, 'PmtInf');
  const transactions = listAt(info, 'CdtTrfTxInf');
  if (another !== undefined || transactions.length !== file.payments.length) return 'COUNT';
  const total = toDecimal(sum(file.payments.map(({ transfer }) => transfer.amount)));
  const count = String(file.payments.length);
  for (const part of [nodeAt(body, 'GrpHdr'), info]) {
    if (textAt(part, 'CtrlSum') !== total || textAt(part, 'NbOfTxs') !== count) return 'CONTROL_SUM';
  }
  if (textAt(body, 'GrpHdr', 'MsgId') !== file.batchId) return 'MESSAGE_ID';
  if (textAt(info, 'DbtrAcct', 'Id', 'IBAN') !== file.debtor.iban) return 'DEBTOR';
  for (const [index, payment] of file.payments.entries()) {
    const problem = paymentProblem(transactions[index], payment);
    if (problem !== undefined) return `${problem}: ${payment.transfer.endToEndId}`;
  }
  return undefined;
}

function paymentProblem(node: XmlNode | undefined, { transfer, creditor }: FilePayment): string | undefined {
  if (textAt(node, 'PmtId', 'EndToEndId') !== transfer.endToEndId) return 'END_TO_END_ID';
  if (textAt(node, 'Amt', 'InstdAmt') !== toDecimal(transfer.amount)) return 'AMOUNT';
  if (textAt(node, 'Amt', 'InstdAmt', '@Ccy') !== 'EUR') return 'CURRENCY';
  if (textAt(node, 'CdtrAcct', 'Id', 'IBAN') !== creditor.iban) return 'CREDITOR';
  return textAt(node, 'RmtInf', 'Ustrd') === undefined ? 'REMITTANCE' : undefined;
}
