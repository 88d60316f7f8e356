import { faultOf, mayGive, REASON_CODES, REASONS } from '../../src/domain/reasons';

test('every reason can be given by somebody, and only by those it lists', () => {
  for (const reason of REASON_CODES) {
    const allowed = (['CUSTOMER', 'MERCHANT', 'PLATFORM', 'SYSTEM'] as const).filter((who) => mayGive(who, reason));
    expect(allowed.length).toBeGreaterThan(0);
    expect([...allowed].sort()).toEqual([...REASONS[reason].initiators].sort());
  }
});

test('out of stock is the seller’s fault, a changed mind the buyer’s (R8)', () => {
  expect([faultOf('OUT_OF_STOCK'), faultOf('CHANGED_MIND'), faultOf('LOST_BY_CARRIER')]).toEqual([
    'SELLER',
    'BUYER',
    'CARRIER',
  ]);
});
