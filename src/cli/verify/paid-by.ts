import { bySandbox, type PaidBy } from '../../adapters/import/olist/to-new-order';
import type { OlistPayment } from '../../adapters/import/olist/olist-order';
import type { NewOrder } from '../../ports/order-book';

/** Providers charge no card with less: half a unit of most currencies at Stripe. Minor units. */
const LEAST_CHARGE = 100;

const STORE_CREDIT: PaidBy = { kind: 'STORE_CREDIT', channel: 'store-credit' };

/**
 * Which channel each of Olist's payments is refunded through: credit cards through the card channels
 * that are on, in turn, vouchers through store credit, boletos and debit cards through the sandbox
 * provider, where a boleto settles later.
 */
export function paidThrough(cardChannels: readonly string[]): (payment: OlistPayment) => PaidBy {
  let turn = 0;
  return (payment) => {
    if (payment.type === 'voucher') return STORE_CREDIT;
    const usual = bySandbox(payment);
    const isSmall = payment.value < LEAST_CHARGE;
    if (payment.type !== 'credit_card' || isSmall || cardChannels.length === 0) return usual;
    return { ...usual, channel: cardChannels[turn++ % cardChannels.length] ?? usual.channel };
  };
}

/** The same for made-up orders. */
export function repaid(order: NewOrder, cardChannels: readonly string[]): NewOrder {
  const [card] = cardChannels;
  return {
    ...order,
    tenders: order.tenders.map((tender) => {
      if (tender.kind === 'GIFT_CARD' || tender.kind === 'STORE_CREDIT') return { ...tender, ...STORE_CREDIT };
      const isCharged = tender.kind === 'CARD' && tender.captures.every(({ amount }) => amount >= LEAST_CHARGE);
      return isCharged && card !== undefined ? { ...tender, channel: card } : tender;
    }),
  };
}
