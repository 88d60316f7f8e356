import type { Role } from '../../domain/cancellation';
import type { RateClass } from '../../config/access-settings';

/** Which class of calls this one counts as: services call much more often than a person can. */
export function rateClassOf(role: Role, isRead: boolean): RateClass {
  const kind = isRead ? 'read' : 'write';
  if (role === 'service') return `service.${kind}`;
  return role === 'customer' ? `customer.${kind}` : `person.${kind}`;
}

/** An address as calls are counted by it: of IPv6 the network that one household or one machine has. */
export function addressOf(ip: string | undefined): string {
  const plain = (ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0] ?? '';
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`;
}
