import { CANCELLATION_STATES } from '../../src/domain/cancellation';
import { whyNotReopenable } from '../../src/domain/reopening';

it('an ended cancellation may be reopened where it was decided and nothing was returned', () => {
  expect(CANCELLATION_STATES.filter((state) => whyNotReopenable({ state }) === undefined)).toEqual([
    'REJECTED',
    'UPHELD',
  ]);
  for (const state of ['DENIED', 'WITHDRAWN', 'SETTLED', 'ARBITRATION'] as const) {
    expect(whyNotReopenable({ state })).toEqual({
      ...{ outcome: 'refused', code: 'LEVER_NOT_APPLICABLE', details: { state } },
    });
  }
});

it('one that another has taken up is not reopened itself', () => {
  expect(whyNotReopenable({ state: 'REJECTED', escalatedBy: 'o.1' })).toEqual({
    ...{ outcome: 'refused', code: 'ALREADY_ESCALATED', details: { cancellationId: 'o.1' } },
  });
});
