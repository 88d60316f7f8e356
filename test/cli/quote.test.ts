import { refused } from '../../src/domain/refusals';
import type { QuoteAnswer } from '../../src/sdk/generated/api-types';
import { runCommand } from './run-command';

const ANSWER: QuoteAnswer = {
  outcome: 'allowed',
  quote: {
    currency: 'BRL',
    whole: true,
    units: [{ unitId: '1/1', lineId: '1', merchantId: 'm1', goods: 1990, shipping: 555 }],
    goods: 1990,
    shipping: 555,
    adjustment: 0,
    fee: 100,
    refund: 2445,
    tenders: [
      { tenderId: '1', channel: 'sandbox', kind: 'refund', amount: 2000, arrivalDays: [5, 10], inBusinessDays: true },
      { tenderId: '2', channel: 'gift', kind: 'payout', amount: 445, arrivalDays: [0, 0] },
    ],
    benefits: [{ benefitId: 'c1', kind: 'COUPON', movement: 'RETURNED', amount: 1 }],
  },
  approval: [
    { merchantId: 'm1', by: 'MERCHANT' },
    { merchantId: 'm2', by: 'RULE' },
  ],
  quoteToken: 't',
  expiresAt: '2026-01-02T00:15:00.000Z',
};

test('quote says what would come back, to which tender when, less which fee, and who decides', async () => {
  const asked: unknown[] = [];
  const quote = (ask: unknown) => {
    asked.push(ask);
    return Promise.resolve(ANSWER);
  };
  const args = ['quote', 'o1', '--reason', 'OUT_OF_STOCK', '--line', '1:2', '--shop', 's'];
  const ran = await runCommand(args, { quote });
  const selection = { kind: 'LINES', lines: [{ lineId: '1', quantity: 2 }] };
  expect(asked).toEqual([{ orderId: 'o1', reason: 'OUT_OF_STOCK', initiator: 'MERCHANT', selection }]);
  expect(ran).toMatchObject({ exitCode: 0, hints: [{ orderId: 'o1', shop: 's' }], closed: 1 });
  expect(ran.out.split('\n')).toEqual([
    'BRL 24.45 would come back for all that is left of the order, after a fee of BRL 1.00',
    '  BRL 20.00 to tender 1 (sandbox refund, 5 to 10 business days)',
    '  BRL 4.45 to tender 2 (gift payout, 0 to 0 days)',
    '  COUPON c1: RETURNED (1)',
    'm1 would decide',
    'm2: no decision needed, a rule approves',
    'Good until 2026-01-02T00:15:00.000Z',
  ]);
});

test('quote --json is the answer itself, with the token that a request may be bound to', async () => {
  const ran = await runCommand(['quote', 'o1', '--json'], { quote: () => Promise.resolve(ANSWER) });
  expect(JSON.parse(ran.out)).toEqual(ANSWER);
});

test('quote tells a refusal with its code and what to do, exit code 1', async () => {
  const ran = await runCommand(['quote', 'o1'], { quote: () => Promise.resolve(refused('ORDER_SHIPPED')) });
  expect(ran).toMatchObject({ exitCode: 1, closed: 1 });
  expect(ran.out).toMatch(/^Refused \(ORDER_SHIPPED\): .+\n.+/);
});
