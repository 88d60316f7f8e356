import type { BenefitMovement } from './benefits';
import type { LegKind } from './refund-leg';
import type { Minor } from './money';

/** What a customer asks to cancel. ORDER is all that is still active of it; LINES without a line is refused. */
export type Selection =
  | { readonly kind: 'ORDER' }
  | { readonly kind: 'LINES'; readonly lines: readonly { readonly lineId: string; readonly quantity: number }[] };

export interface QuotedUnit {
  readonly unitId: string;
  readonly lineId: string;
  readonly merchantId: string;
  /** Goods and tax, minor units. */
  readonly goods: Minor;
  /** Shipping fee that comes back with this unit, minor units. */
  readonly shipping: Minor;
}

export interface QuotedTender {
  readonly tenderId: string;
  readonly channel: string;
  readonly kind: LegKind;
  readonly amount: Minor;
  /** Days until the customer has it: soonest and latest, from the channel's own figures. */
  readonly arrivalDays: readonly [number, number];
  /** These are days on which banks work, Monday to Friday. */
  readonly inBusinessDays?: true;
}

/** What comes back, frozen when the request is accepted. All amounts in minor units of `currency`. */
export interface Quote {
  readonly currency: string;
  /** Does this leave nothing of the order? Then the adjustment and all shipping come back too. */
  readonly whole: boolean;
  readonly units: readonly QuotedUnit[];
  readonly goods: Minor;
  readonly shipping: Minor;
  readonly adjustment: Minor;
  /** What is kept: the cancellation fee, and what had been spent of bought gift cards. */
  readonly fee: Minor;
  /** Of the fee: spent of bought gift cards. Absent: nothing. */
  readonly giftSpent?: Minor;
  /** goods + shipping + adjustment − fee, never more than what is left of the captures. */
  readonly refund: Minor;
  readonly tenders: readonly QuotedTender[];
  /** What becomes of coupons and points, as things stand; left out where the order has none that move. */
  readonly benefits?: readonly BenefitMovement[];
}
