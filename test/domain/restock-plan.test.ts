import { restockOf } from '../../src/domain/restock-plan';
import type { ShipmentState } from '../../src/domain/order';
import { aShipment, aUnit } from './orders';

test('a unit in no parcel follows the policy (R19)', () => {
  expect(restockOf(aUnit(), { stock: 'RELEASE' })).toBe('RELEASE');
  expect(restockOf(aUnit(), { stock: 'RETURN_TO_SHELF' })).toBe('RETURN_TO_SHELF');
  expect(restockOf(aUnit({ unitId: 'other' }), { stock: 'RELEASE' }, aShipment())).toBe('RELEASE');
});

test.each<[ShipmentState, string]>([
  ['LABELED', 'RETURN_TO_SHELF'],
  ['STOPPED', 'RETURN_TO_SHELF'],
  ['RETURNED', 'RETURN_TO_SHELF'],
  ['IN_TRANSIT', 'WRITE_OFF'],
  ['DELIVERED', 'WRITE_OFF'],
])('a unit in a parcel that is %s becomes %s', (state, rule) => {
  expect(restockOf(aUnit(), { stock: 'RELEASE' }, aShipment({ state }))).toBe(rule);
});

test('perishable goods are written off wherever they are', () => {
  expect(restockOf(aUnit(), { stock: 'WRITE_OFF' }, aShipment({ state: 'RETURNED' }))).toBe('WRITE_OFF');
});
