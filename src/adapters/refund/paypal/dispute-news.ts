import type { ChannelNews, PaymentNews } from '../../../ports/refund-book';
import { PAYPAL_CAPABILITIES } from './capabilities';
import { fromPaypalMoney } from './money';
import type { PaypalEvent } from './webhook-event';

/**
 * How a dispute ended (customer_disputes_v1, dispute_outcome.outcome_code). Where the customer has
 * money, from whomever, it is lost: refunding as well would pay twice. An end that is not known here
 * leaves the dispute open, for people.
 */
const OUTCOMES: ReadonlyMap<string, PaymentNews['kind']> = new Map([
  ['RESOLVED_BUYER_FAVOUR', 'DISPUTE_LOST'],
  ['RESOLVED_WITH_PAYOUT', 'DISPUTE_LOST'],
  ['ACCEPTED', 'DISPUTE_LOST'],
  ['RESOLVED_SELLER_FAVOUR', 'DISPUTE_WON'],
  ['CANCELED_BY_BUYER', 'DISPUTE_WON'],
  ['DENIED', 'DISPUTE_WON'],
]);

/** What a dispute says of the payments that it is about: the same amount when it opens and when it ends. */
export function disputeNews(event: PaypalEvent): readonly ChannelNews[] {
  const { resource, event_type } = event;
  const kind =
    event_type === 'CUSTOMER.DISPUTE.CREATED'
      ? 'DISPUTE_OPENED'
      : OUTCOMES.get(resource.dispute_outcome?.outcome_code ?? '');
  const reference = resource.dispute_id;
  if (kind === undefined || reference === undefined) return [];
  const transactions = resource.disputed_transactions ?? [];
  return transactions.flatMap(({ seller_transaction_id, gross_amount }): ChannelNews[] => {
    const money = transactions.length === 1 ? resource.dispute_amount : gross_amount;
    const amount = money && fromPaypalMoney(money);
    if (seller_transaction_id === undefined || money === undefined || amount === undefined) return [];
    const payment: PaymentNews = {
      source: PAYPAL_CAPABILITIES.channel,
      eventId: `${event.id}/${seller_transaction_id}`,
      body: event,
      kind,
      sourceId: seller_transaction_id,
      amount,
      currency: money.currency_code,
      happenedAt: new Date(event.create_time),
      reference,
    };
    return [{ payment }];
  });
}
