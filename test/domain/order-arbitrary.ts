import fc from 'fast-check';
import type { Capture, Order, Tender } from '../../src/domain/order';
import type { Policy } from '../../src/domain/policy';
import { unitsOf } from '../../src/domain/order-units';
import { aLine, anOrder, minutesLater, policies } from './orders';

const KINDS = ['CARD', 'WALLET', 'BANK_TRANSFER', 'GIFT_CARD', 'STORE_CREDIT'] as const;
const MERCHANTS = ['M1', 'M2', 'M3'] as const;

const captureDraft = fc.record({
  amount: fc.nat(20_000),
  /** Permille of the amount that is committed, refunded elsewhere, disputed. */
  used: fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300)),
  age: fc.nat(100),
});

function captureOf(
  { amount, used, age }: { amount: number; used: [number, number, number]; age: number },
  captureId: string,
) {
  const [committed, external, disputed] = used.map((share) => Math.floor((amount * share) / 1_000));
  const capture: Capture = {
    captureId,
    amount,
    committed: committed ?? 0,
    external: external ?? 0,
    disputed: disputed ?? 0,
    capturedAt: minutesLater(age),
  };
  return capture;
}

/** Up to four tenders with captures and authorizations of any size, some of an undefined kind. */
export function tendersOf(): fc.Arbitrary<Tender[]> {
  const tender = fc.record({
    kind: fc.constantFrom(...KINDS, 'UNDEFINED' as const),
    captures: fc.array(captureDraft, { maxLength: 3 }),
    authorizations: fc.array(
      fc.record({ amount: fc.nat(10_000), state: fc.constantFrom('OPEN', 'CAPTURING', 'VOIDED', 'CAPTURED') }),
      { maxLength: 2 },
    ),
  });
  return fc.array(tender, { maxLength: 4 }).map((drafts) =>
    drafts.map(({ kind, captures, authorizations }, index) => ({
      tenderId: `T${index}`,
      kind,
      channel: `channel-${kind}`,
      currency: 'EUR',
      sequence: index + 1,
      captures: captures.map((draft, place) => captureOf(draft, `C${index}.${place}`)),
      authorizations: authorizations.map((draft, place) => ({ ...draft, authorizationId: `A${index}.${place}` })),
    })),
  );
}

const money = fc.nat(9_000);
const lineDraft = fc.record({
  merchantId: fc.constantFrom(...MERCHANTS),
  quantity: fc.integer({ min: 1, max: 3 }),
  unitPrice: money,
  discount: fc.nat(400),
  tax: fc.nat(700),
  shipping: fc.nat(500),
});

/** Orders of up to four lines and three merchants, paid by up to four tenders with any difference to what they cost. */
export function ordersOf(): fc.Arbitrary<Order> {
  const lines = fc.array(lineDraft, { maxLength: 4 });
  return fc.record({ lines, shippingFee: fc.nat(900), tenders: tendersOf() }).map(({ lines, shippingFee, tenders }) =>
    anOrder({
      units: unitsOf(
        lines.map((draft, index) =>
          aLine({
            ...draft,
            lineId: `L${index}`,
            discount: Math.min(draft.discount, draft.unitPrice * draft.quantity),
          }),
        ),
        shippingFee,
      ),
      tenders,
    }),
  );
}

/** Any policies for the three merchants and the shop itself, fee ladders included. */
export function policiesOf(): fc.Arbitrary<Map<string, Policy>> {
  const fees = fc.array(
    fc.record({
      fromMinutes: fc.nat(60),
      basisPoints: fc.nat(6_000),
      fixed: fc.nat(500),
      cap: fc.option(fc.nat(3_000)),
      faults: fc.constant<['BUYER']>(['BUYER']),
    }),
    { maxLength: 2 },
  );
  const change = fc.record({
    shippingFee: fc.constantFrom<Policy['shippingFee'][]>('NONE', 'PRORATED'),
    tenderOrder: fc.constantFrom<Policy['tenderOrder'][]>(
      'PROPORTIONAL',
      'GIFT_FIRST',
      'CARD_FIRST',
      'REVERSE_OF_PAYMENT',
    ),
    fees,
  });
  return fc.record({ M1: change, M2: change, M3: change, shop: change }).map((changes) => policies(changes));
}
