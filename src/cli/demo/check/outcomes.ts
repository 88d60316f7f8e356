import type { Played } from '../play';
import { compare, type Check } from './difference';

/** Every cancellation ended as its story says. */
export function checkOutcomes(played: readonly Played[]): Check {
  return compare(
    'Every cancellation ended as it should',
    new Map(played.map(({ role }) => [role.order.orderId, role.expected])),
    new Map(
      played.map(({ role, state, code, fault }) => [
        role.order.orderId,
        [state, code, fault].filter((part) => part !== undefined).join(', '),
      ]),
    ),
  );
}
