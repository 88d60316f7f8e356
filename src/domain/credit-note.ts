import { sum, type Minor } from './money';
import type { OrderUnit, TenderKind } from './order';
import type { Policy } from './policy';
import { policyOf } from './policy-snapshot';
import type { Reason } from './reasons';
import type { LegKind } from './refund-leg';

/**
 * Why an issued note is corrected: money that had arrived came back, money came in after the end, or it was given up.
 */
export type CorrectionCause = 'MONEY_RETURNED' | 'LATE_MONEY' | 'WRITTEN_OFF';

export interface CreditNoteLine {
  readonly lineId: string;
  readonly merchantId: string;
  readonly sku: string;
  /** How many pieces were cancelled. */
  readonly units: number;
  /** Before the tax that the order names, minor units. */
  readonly net: Minor;
  /** Left out where the order names none: then it is in the price, or there is none. */
  readonly tax?: Minor;
  readonly gross: Minor;
}

export interface CreditNoteTender {
  readonly tenderId: string;
  readonly tenderKind: TenderKind;
  readonly channel: string;
  /** A void releases what was never taken. */
  readonly kind: LegKind;
  readonly amount: Minor;
  /** The channel's own id of the refund, where it was known when the note was issued. */
  readonly reference?: string;
}

/**
 * A credit note as it is kept and hashed: ids, codes, amounts (minor units of its
 * currency) and times; nothing personal.
 */
export interface CreditNote {
  /** `CN-<year>-<number>`. */
  readonly number: string;
  readonly kind: 'CREDIT' | 'CORRECTION';
  readonly shopId: string;
  readonly orderId: string;
  readonly cancellationId: string;
  readonly currency: string;
  readonly reason: Reason;
  /** ISO 8601. */
  readonly orderPlacedAt: string;
  readonly requestedAt: string;
  readonly issuedAt: string;
  readonly lines: readonly CreditNoteLine[];
  readonly shipping: Minor;
  /** What was paid more, or less, than lines and shipping. */
  readonly adjustment: Minor;
  readonly feeKept: Minor;
  /** What had been spent of bought gift cards, and is kept too; left out where nothing was. */
  readonly giftSpent?: Minor;
  /** Lines, shipping and adjustment, less what is kept. */
  readonly total: Minor;
  readonly tenders: readonly CreditNoteTender[];
  /** Of a correction: the number of the note that it corrects, where there is one. */
  readonly corrects?: string;
  readonly cause?: CorrectionCause;
  /** Of a correction: the leg or capture that it is about; one correction each. */
  readonly subject?: string;
}

/** The series that a note of this instant belongs to: one a year, by UTC. */
export function seriesOf(issuedAt: Date): string {
  return `CN-${issuedAt.getUTCFullYear()}`;
}

/** `CN-2026-000001`. */
export function noteNumberOf(series: string, number: number): string {
  return `${series}-${String(number).padStart(6, '0')}`;
}

/** Does this need a note? What was only ever authorized, and is released, was never paid. */
export function needsCreditNote(tenders: readonly Pick<CreditNoteTender, 'kind'>[]): boolean {
  return tenders.some(({ kind }) => kind !== 'void');
}

/** A cancelled unit, as its order has it. */
export interface CreditedUnit extends Pick<
  OrderUnit,
  'unitId' | 'lineId' | 'merchantId' | 'sku' | 'price' | 'tax' | 'shipping'
> {
  /** Does its order line name a tax at all? */
  readonly taxed: boolean;
}

/** A note that has no number yet: it gets one, and its time, when it is stored. */
export type UnnumberedNote = Omit<CreditNote, 'number' | 'issuedAt'>;

export type CreditNoteHead = Omit<UnnumberedNote, 'lines' | 'shipping' | 'adjustment' | 'kind'>;

/**
 * The note of a cancellation. Shipping is what came back: all of it with the whole order, else by the merchant's rule
 * (R4); what is then still missing to the total is the adjustment.
 * @throws RangeError without the policy of one of these units' merchants.
 */
export function creditNoteOf(
  head: CreditNoteHead,
  cancelled: {
    readonly units: readonly CreditedUnit[];
    readonly whole: boolean;
    readonly policies: ReadonlyMap<string, Policy>;
  },
): UnnumberedNote {
  const { units, whole, policies } = cancelled;
  const lines = linesOf(units);
  const shipping = sum(
    units
      .filter(({ merchantId }) => whole || policyOf(policies, merchantId).shippingFee === 'PRORATED')
      .map((unit) => unit.shipping),
  );
  const kept = head.feeKept + (head.giftSpent ?? 0);
  const goods = sum(lines.map(({ gross }) => gross));
  return { ...head, kind: 'CREDIT', lines, shipping, adjustment: head.total + kept - goods - shipping };
}

function linesOf(units: readonly CreditedUnit[]): CreditNoteLine[] {
  const ids = [...new Set(units.map(({ lineId }) => lineId))];
  return ids.flatMap((lineId) => {
    const own = units.filter((unit) => unit.lineId === lineId);
    const [first] = own;
    if (first === undefined) return [];
    const net = sum(own.map(({ price }) => price));
    const tax = sum(own.map((unit) => unit.tax));
    const { merchantId, sku } = first;
    return [{ lineId, merchantId, sku, units: own.length, net, ...(first.taxed ? { tax } : {}), gross: net + tax }];
  });
}
