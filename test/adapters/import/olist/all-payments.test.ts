import { existsSync } from 'node:fs';
import path from 'node:path';
import type { OlistPayment } from '../../../../src/adapters/import/olist/olist-order';
import { readPayments } from '../../../../src/adapters/import/olist/read-olist';
import { sum } from '../../../../src/domain/money';
import type { Tender } from '../../../../src/domain/order';
import type { TenderOrder } from '../../../../src/domain/policy';
import { planRefund, type RefundPlan } from '../../../../src/domain/refund-plan';
import { describeOnRealOlist } from './real-olist';

const ORDERS: readonly TenderOrder[] = ['PROPORTIONAL', 'GIFT_FIRST', 'CARD_FIRST', 'REVERSE_OF_PAYMENT'];

const KINDS = {
  credit_card: 'CARD',
  debit_card: 'CARD',
  boleto: 'BANK_TRANSFER',
  voucher: 'STORE_CREDIT',
  not_defined: 'UNDEFINED',
} as const;

function tenderOf({ sequential, type, value }: OlistPayment): Tender {
  return {
    ...{ tenderId: String(sequential), kind: KINDS[type], channel: 'sandbox', currency: 'BRL', sequence: sequential },
    captures: [
      {
        ...{ captureId: `c${sequential}`, amount: value, committed: 0, external: 0, disputed: 0 },
        capturedAt: new Date(0),
      },
    ],
    authorizations: [],
  };
}

/** The tenders once these legs hold what they take. */
function after(tenders: readonly Tender[], { legs }: RefundPlan): Tender[] {
  return tenders.map((tender) => ({
    ...tender,
    captures: tender.captures.map((capture) => {
      const taken = legs.filter((leg) => leg.tenderId === tender.tenderId && leg.sourceId === capture.captureId);
      return { ...capture, committed: capture.committed + sum(taken.map(({ amount }) => amount)) };
    }),
  }));
}

const held = (tenders: readonly Tender[]) =>
  tenders.flatMap(({ captures }) => captures.map(({ committed }) => committed));

describeOnRealOlist('All 103,886 real payments', (folder) => {
  const file = path.join(folder, 'all_order_payments.csv.gz');
  let payments: Map<string, OlistPayment[]>;
  beforeAll(async () => {
    const problems: unknown[] = [];
    payments = existsSync(file)
      ? await readPayments(file, (problem) => problems.push(problem))
      : new Map<string, OlistPayment[]>();
    expect(problems).toEqual([]);
  });

  test('are all read', () => {
    const rows = [...payments.values()].flat();
    expect({ orders: payments.size, rows: rows.length, total: sum(rows.map(({ value }) => value)) }).toEqual({
      orders: 99_440,
      rows: 103_886,
      total: 1_600_887_212,
    });
  });

  test.each(ORDERS)(
    'planned %s come back to the cent, whole or in two parts, no tender above what it paid',
    (tenderOrder) => {
      let planned = 0;
      let defined = 0;
      for (const ofOrder of payments.values()) {
        const tenders = ofOrder.map(tenderOf);
        const amounts = tenders.map(({ kind, captures }) =>
          kind === 'UNDEFINED' ? 0 : sum(captures.map(({ amount }) => amount)),
        );
        const refund = sum(amounts);
        const whole = planRefund({ order: { tenders }, refund, tenderOrder });
        const first = planRefund({ order: { tenders }, refund: Math.floor(refund / 3), tenderOrder });
        const between = after(tenders, first);
        const second = planRefund({
          order: { tenders: between },
          refund: refund - Math.floor(refund / 3),
          tenderOrder,
        });
        const wrong = [whole, first, second].some(
          ({ legs, missing }) => missing !== 0 || legs.some(({ amount }) => amount <= 0),
        );
        // One assertion an order would be two million of them: only what is wrong is shown.
        const exact = [held(after(tenders, whole)), held(after(between, second))].every(
          (parts) => parts.join() === amounts.join(),
        );
        if (wrong || !exact) expect({ ofOrder, whole, first, second }).toBe('exact');
        planned += sum(whole.legs.map(({ amount }) => amount));
        defined += refund;
      }
      expect(planned).toBe(defined);
      expect(planned).toBeGreaterThan(1_600_000_000);
    },
  );
});
