import { approvalBy } from '../../src/domain/approval';
import { aCapture, aTender, anOrder, minutesLater, policies } from './orders';

type Ask = Parameters<typeof approvalBy>[0];

function approval(policy: Parameters<typeof policies>[0], rest: Partial<Ask> = {}) {
  const own = policies(policy).get('M1');
  if (own === undefined) throw new Error('no policy M1');
  return approvalBy({
    policy: own,
    order: anOrder(),
    reason: 'CHANGED_MIND',
    initiator: 'CUSTOMER',
    now: minutesLater(30),
    ...rest,
  });
}

test('a merchant is asked about what a customer wants (R24)', () => {
  expect(approval({ M1: {} })).toEqual({ by: 'MERCHANT', why: 'MERCHANT_DECIDES' });
});

test.each<[string, Partial<Ask>, Parameters<typeof policies>[0]]>([
  ['INITIATED_BY_MERCHANT', { initiator: 'MERCHANT', reason: 'CANNOT_SHIP' }, { M1: {} }],
  ['UNPAID', { order: anOrder({ tenders: [aTender({ captures: [aCapture({ amount: 0 })] })] }) }, { M1: {} }],
  ['SELLER_FAULT', { initiator: 'PLATFORM', reason: 'OUT_OF_STOCK' }, { M1: {} }],
  ['INITIATED_BY_PLATFORM', { initiator: 'PLATFORM', reason: 'FRAUD_SUSPECTED' }, { M1: {} }],
  ['GRACE', {}, { M1: { graceMinutes: 30 } }],
  ['NOT_NEEDED', {}, { M1: { approvalNeeded: false } }],
])('%s: the rule approves', (why, rest, policy) => {
  expect(approval(policy, rest)).toEqual({ by: 'RULE', why });
});

test('grace ends one millisecond after its last minute', () => {
  const now = new Date(minutesLater(30).getTime() + 1);
  expect(approval({ M1: { graceMinutes: 30 } }, { now }).by).toBe('MERCHANT');
});

test('an open authorization is paid enough to ask', () => {
  const tender = aTender({ captures: [], authorizations: [{ authorizationId: 'A1', amount: 1, state: 'OPEN' }] });
  expect(approval({ M1: {} }, { order: anOrder({ tenders: [tender] }) }).by).toBe('MERCHANT');
});

test('a customer who says that it is the seller’s fault still asks the merchant', () => {
  expect(approval({ M1: {} }, { reason: 'DELIVERY_TOO_SLOW' }).by).toBe('MERCHANT');
});
