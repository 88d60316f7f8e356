import fc from 'fast-check';
import { leftOf, leftOfCaptures, openlyAuthorized } from '../../src/domain/refundable';
import type { Fault } from '../../src/domain/reasons';
import type { Order, OrderUnit } from '../../src/domain/order';
import type { PlannedLeg } from '../../src/domain/refund-leg';
import type { Policy } from '../../src/domain/policy';
import { planRefund } from '../../src/domain/refund-plan';
import { quoteOrder, tenderOrderOf, type QuoteInputs } from '../../src/domain/quote-order';
import { restrictQuote } from '../../src/domain/restrict-quote';
import { sum } from '../../src/domain/money';
import { minutesLater } from './orders';
import { ordersOf, policiesOf } from './order-arbitrary';

const faults = fc.constantFrom<Fault[]>('BUYER', 'BUYER', 'SELLER');

function inputsOf(
  order: Order,
  units: readonly OrderUnit[],
  rest: Pick<QuoteInputs, 'policies' | 'fault'>,
): QuoteInputs {
  return { order, units, now: minutesLater(45), arrivalDays: () => [0, 3], ...rest };
}

/** The order after these legs went out and these units are gone. */
function afterwards(order: Order, legs: readonly PlannedLeg[], gone: readonly OrderUnit[]): Order {
  const amountOf = (sourceId: string) =>
    sum(legs.filter((leg) => leg.sourceId === sourceId).map(({ amount }) => amount));
  const goneIds = new Set(gone.map(({ unitId }) => unitId));
  return {
    ...order,
    units: order.units.map((unit) => (goneIds.has(unit.unitId) ? { ...unit, state: 'CANCELLED' } : unit)),
    tenders: order.tenders.map((tender) => ({
      ...tender,
      captures: tender.captures.map((capture) => ({
        ...capture,
        committed: capture.committed + amountOf(capture.captureId),
      })),
      authorizations: tender.authorizations.map((authorization) =>
        amountOf(authorization.authorizationId) > 0 ? { ...authorization, state: 'VOIDED' } : authorization,
      ),
    })),
  };
}

/** Cancels in these bites; returns what came back, what was kept and the order at the end. */
function cancelInParts(
  start: Order,
  bites: readonly OrderUnit[][],
  rest: { policies: Map<string, Policy>; fault: Fault },
) {
  let order = start;
  let feesKept = 0;
  let refunded = 0;
  for (const units of bites) {
    const quote = quoteOrder({ ...inputsOf(order, units, rest), feesKept });
    const { legs, missing } = planRefund({
      order,
      refund: quote.refund,
      tenderOrder: tenderOrderOf({ units, policies: rest.policies }),
    });
    expect(missing).toBe(0);
    expect(sum(legs.map(({ amount }) => amount))).toBe(quote.refund);
    expect(sum(quote.tenders.map(({ amount }) => amount))).toBe(quote.refund);
    expect(quote.goods + quote.shipping + quote.adjustment - quote.fee).toBe(quote.refund);
    expect(quote.fee).toBeGreaterThanOrEqual(0);
    for (const capture of order.tenders.flatMap(({ captures }) => captures)) {
      const asked = sum(legs.filter(({ sourceId }) => sourceId === capture.captureId).map(({ amount }) => amount));
      expect(asked).toBeLessThanOrEqual(leftOf(capture));
    }
    order = afterwards(order, legs, units);
    feesKept += quote.fee;
    refunded += quote.refund;
  }
  return { order, feesKept, refunded };
}

test('partial cancellations in any order and any bites end with refunds and fees equal to what was left', () => {
  fc.assert(
    fc.property(
      ordersOf(),
      policiesOf(),
      faults,
      fc.infiniteStream(fc.nat(1_000)),
      (...[order, policies, fault, chance]) => {
        const draw = () => chance.next().value as number;
        const shuffled = order.units.map((unit) => ({ unit, key: draw() })).sort((left, right) => left.key - right.key);
        const bites: OrderUnit[][] = order.units.length === 0 ? [[]] : [];
        for (const { unit } of shuffled) {
          const last = bites.at(-1);
          if (last === undefined || draw() % 2 === 0) bites.push([unit]);
          else last.push(unit);
        }
        const end = cancelInParts(order, bites, { policies, fault });
        expect(end.refunded + end.feesKept).toBe(leftOfCaptures(order) + openlyAuthorized(order));
        expect(leftOfCaptures(end.order)).toBe(end.feesKept);
        expect(openlyAuthorized(end.order)).toBe(0);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('when some merchants approve, their units get no less than quoted and pay no more', () => {
  fc.assert(
    fc.property(
      ordersOf(),
      policiesOf(),
      faults,
      fc.subarray(['M1', 'M2', 'M3']),
      (...[order, policies, fault, approving]) => {
        const approved = order.units.filter(({ merchantId }) => approving.includes(merchantId));
        fc.pre(approved.length > 0);
        const inputs = inputsOf(order, order.units, { policies, fault });
        const quoted = quoteOrder(inputs);
        const { quote, changes } = restrictQuote(
          inputs,
          quoted,
          approved.map(({ unitId }) => unitId),
        );
        const before = new Map(quoted.units.map((unit) => [unit.unitId, unit]));
        const lost = quote.units.filter((unit) => unit.shipping < (before.get(unit.unitId)?.shipping ?? 0));
        expect(quote.units.map(({ unitId }) => unitId)).toEqual(approved.map(({ unitId }) => unitId));
        expect(quote.units.every((unit) => unit.goods >= (before.get(unit.unitId)?.goods ?? Infinity))).toBe(true);
        expect(quote.fee).toBeLessThanOrEqual(quoted.fee);
        expect(quote.refund).toBeLessThanOrEqual(leftOfCaptures(order) + openlyAuthorized(order));
        if (lost.length > 0) expect(changes).toContain('SHIPPING_KEPT');
        if (quoted.adjustment !== 0 && !quote.whole) expect(changes).toContain('ADJUSTMENT_KEPT');
        expect(changes.length > 0).toBe(approved.length < order.units.length);
      },
    ),
    { numRuns: 2_000 },
  );
});
