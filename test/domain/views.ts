import fc from 'fast-check';
import { CANCELLATION_STATES } from '../../src/domain/cancellation';
import type { CancellationView, StuckCause } from '../../src/domain/cancellation-view';
import { EN_STUCK } from '../../src/domain/explain/en/stuck';
import { LEG_RANK } from '../../src/domain/leg-state';
import { OFFER_KINDS, OFFER_STATES } from '../../src/domain/offer';
import type { LegState } from '../../src/domain/refund-leg';
import { REASON_CODES } from '../../src/domain/reasons';
import { REFUSAL_CODES } from '../../src/domain/refusals';

export const STUCK_CAUSES = Object.keys(EN_STUCK) as StuckCause[];

export const DEADLINE = '2026-09-25T15:30:00.000Z';

export function aView(fields: Partial<CancellationView> = {}): CancellationView {
  return {
    cancellationId: 'O1.0123456789abcdef',
    orderId: 'O1',
    state: 'AWAITING_DECISION',
    waitingOn: 'MERCHANT',
    reason: 'CHANGED_MIND',
    currency: 'USD',
    refund: 8_000,
    fee: 0,
    whole: true,
    refundState: 'NONE',
    parts: [{ merchantId: 'M1', decision: 'PENDING', deadline: DEADLINE }],
    legs: [],
    deadline: DEADLINE,
    onTimeout: 'APPROVE',
    mayWithdraw: true,
    ...fields,
  };
}

/** Ids as a shop may make them, harmful ones too. */
const ids = fc.oneof(
  fc.constantFrom('M-1', 'shop', '商家-12', '<a href="https://evil">x</a>', '$1$', 'a|b', '*_`[x](y)'),
  fc.string({ minLength: 1, maxLength: 60 }),
);
const instants = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Any view, with up to 30 parts and 30 legs. */
export const anyView: fc.Arbitrary<CancellationView> = fc.record(
  {
    cancellationId: ids,
    orderId: ids,
    state: fc.constantFrom(...CANCELLATION_STATES),
    waitingOn: fc.constantFrom('CUSTOMER', 'MERCHANT', 'CARRIER', 'SHOP', 'PAYMENT', 'OPERATOR', 'NONE'),
    reason: fc.constantFrom(...REASON_CODES),
    currency: fc.constantFrom('USD', 'JPY', 'KWD', 'CNY'),
    refund: fc.nat(10_000_000),
    fee: fc.nat(1_000),
    whole: fc.boolean(),
    refundState: fc.constantFrom('NONE', 'IN_PROGRESS', 'COMPLETED', 'NEEDS_ATTENTION'),
    parts: fc.array(
      fc.record(
        {
          merchantId: ids,
          decision: fc.constantFrom('PENDING', 'APPROVED', 'REJECTED', 'ESCALATED', 'NOT_STOPPED', 'AWAITING_RETURN'),
          deadline: instants,
        },
        { requiredKeys: ['merchantId', 'decision'] },
      ),
      { maxLength: 30 },
    ),
    legs: fc.array(
      fc.record(
        {
          legId: ids,
          tenderId: ids,
          channel: ids,
          kind: fc.constantFrom('refund', 'void', 'payout'),
          state: fc.constantFrom(...(Object.keys(LEG_RANK) as LegState[])),
          amount: fc.nat(10_000_000),
          providerRef: ids,
          expectedBy: instants,
          replacedBy: ids,
          tenderKind: fc.constantFrom('CARD', 'WALLET', 'BANK_TRANSFER', 'GIFT_CARD', 'STORE_CREDIT', 'UNDEFINED'),
          arrival: fc.constantFrom(
            'BEING_SENT',
            'ON_ITS_WAY',
            'ARRIVED',
            'LATE',
            'NEEDS_ATTENTION',
            'PAID_ANOTHER_WAY',
            'REPLACED',
          ),
          late: fc.constant<true>(true),
        },
        { requiredKeys: ['legId', 'tenderId', 'channel', 'kind', 'state', 'amount'] },
      ),
      { maxLength: 30 },
    ),
    deadline: instants,
    onTimeout: fc.constantFrom('APPROVE', 'REJECT', 'ESCALATE'),
    denial: fc.constantFrom(...REFUSAL_CODES),
    stuck: fc.record(
      { cause: fc.constantFrom(...STUCK_CAUSES), since: instants, step: ids },
      { requiredKeys: ['cause', 'since'] },
    ),
    mayWithdraw: fc.boolean(),
    mayAnswerOffer: fc.boolean(),
    offer: fc.record({
      offerId: ids,
      merchantId: ids,
      terms: fc.record(
        {
          kind: fc.constantFrom(...OFFER_KINDS),
          amount: fc.nat(10_000_000),
          currency: fc.constantFrom('USD', 'JPY', 'KWD', 'CNY'),
        },
        { requiredKeys: ['kind'] },
      ),
      deadline: instants,
      state: fc.constantFrom(...OFFER_STATES),
    }),
  },
  {
    requiredKeys: [
      'cancellationId',
      'orderId',
      'state',
      'waitingOn',
      'reason',
      'currency',
      'refund',
      'fee',
      'whole',
      'refundState',
      'parts',
      'legs',
      'mayWithdraw',
    ],
  },
);
