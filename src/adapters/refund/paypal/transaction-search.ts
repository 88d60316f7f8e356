import { z } from 'zod';
import type { ProviderRefund } from '../../../ports/refund-channel';
import { AdapterFault } from '../../http/adapter-fault';
import { isOwnKey } from '../own-key';
import type { PaypalClient } from './client';
import { fromPaypalMoney } from './money';

/**
 * A refund made by the merchant (transaction event codes, group T11). Reversals by PayPal
 * have other codes and come as events.
 */
const REFUND_CODE = 'T1107';
/** The longest period that one search may cover. */
const LONGEST_MS = 31 * 86_400_000;
const PAGE_SIZE = 500;

const OUTCOMES = { S: 'succeeded', P: 'pending', D: 'failed', V: 'failed' } as const;

const transactionSchema = z.object({
  transaction_id: z.string(),
  paypal_reference_id: z.string().optional(),
  transaction_initiation_date: z.string(),
  transaction_amount: z.object({ currency_code: z.string(), value: z.string() }),
  transaction_status: z.enum(['S', 'P', 'D', 'V']),
  custom_field: z.string().optional(),
  invoice_id: z.string().optional(),
});
const pageSchema = z.object({
  transaction_details: z.array(z.object({ transaction_info: transactionSchema })).optional(),
  total_pages: z.int().nonnegative().optional(),
});

interface Period {
  readonly from: Date;
  readonly to: Date;
  readonly signal?: AbortSignal;
}

/**
 * Refunds of a time by Transaction Search (reporting_transactions_v1), which shows them up to three hours late.
 * @throws AdapterFault when PayPal refuses our credentials, or its list can't be had
 */
export async function* listPaypalRefunds(
  call: PaypalClient,
  { from, to, signal }: Period,
): AsyncGenerator<ProviderRefund> {
  for (let start = from.getTime(); start < to.getTime(); start += LONGEST_MS) {
    const end = Math.min(start + LONGEST_MS - 1, to.getTime());
    let pages = 1;
    for (let page = 1; page <= pages; page += 1) {
      const query = new URLSearchParams({
        start_date: new Date(start).toISOString(),
        end_date: new Date(end).toISOString(),
        transaction_type: REFUND_CODE,
        fields: 'transaction_info',
        page_size: String(PAGE_SIZE),
        page: String(page),
      });
      const found = await readPage(call, `/v1/reporting/transactions?${query.toString()}`, signal);
      pages = found.total_pages ?? 0;
      for (const { transaction_info } of found.transaction_details ?? []) yield toProviderRefund(transaction_info);
    }
  }
}

async function readPage(call: PaypalClient, path: string, signal?: AbortSignal): Promise<z.infer<typeof pageSchema>> {
  const reply = await call({ method: 'GET', path, signal });
  if (reply.kind !== 'reply') throw new Error(`PayPal’s list of refunds can’t be had: ${reply.code}`);
  const { status, body } = reply;
  if (status === 401 || status === 403) throw new AdapterFault('PEER_REFUSED_CREDENTIALS', status);
  const page = status === 200 ? pageSchema.safeParse(body).data : undefined;
  if (page === undefined) throw new Error(`PayPal’s list of refunds can’t be read: status ${status}`);
  return page;
}

function toProviderRefund(info: z.infer<typeof transactionSchema>): ProviderRefund {
  const amount = fromPaypalMoney(info.transaction_amount);
  if (amount === undefined) throw new Error(`PayPal’s refund ${info.transaction_id} has no amount that can be read`);
  // A refund made in the dashboard may carry the payment's own invoice number.
  const reference = [info.custom_field, info.invoice_id].find(isOwnKey);
  return {
    providerRef: info.transaction_id,
    ...(reference !== undefined && { reference }),
    sourceId: info.paypal_reference_id ?? '',
    amount,
    currency: info.transaction_amount.currency_code,
    outcome: OUTCOMES[info.transaction_status],
    at: new Date(info.transaction_initiation_date),
  };
}
