import type { Policy, TenderOrder } from './policy';
import type { Tender, TenderKind } from './order';

const GIFTS: readonly TenderKind[] = ['GIFT_CARD', 'STORE_CREDIT'];
const CARDS: readonly TenderKind[] = ['CARD', 'WALLET'];

/**
 * Tenders in the order in which a refund goes to them (R9); PROPORTIONAL and ties keep the order in which they paid.
 */
export function tendersInOrder(tenders: readonly Tender[], tenderOrder: TenderOrder): Tender[] {
  const paid = [...tenders].sort(bySequence);
  switch (tenderOrder) {
    case 'PROPORTIONAL':
      return paid;
    case 'REVERSE_OF_PAYMENT':
      return paid.reverse();
    case 'GIFT_FIRST':
      return first(paid, GIFTS);
    case 'CARD_FIRST':
      return first(paid, CARDS);
  }
}

/** The tender order of several merchants' policies: theirs where they agree, else PROPORTIONAL, which favors nobody. */
export function agreedTenderOrder(policies: readonly Policy[]): TenderOrder {
  const [one, ...more] = new Set(policies.map(({ tenderOrder }) => tenderOrder));
  return one === undefined || more.length > 0 ? 'PROPORTIONAL' : one;
}

function first(tenders: readonly Tender[], kinds: readonly TenderKind[]): Tender[] {
  return [
    ...tenders.filter(({ kind }) => kinds.includes(kind)),
    ...tenders.filter(({ kind }) => !kinds.includes(kind)),
  ];
}

function bySequence(left: Tender, right: Tender): number {
  return left.sequence - right.sequence || (left.tenderId < right.tenderId ? -1 : 1);
}
