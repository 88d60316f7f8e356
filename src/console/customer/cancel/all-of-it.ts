import type { Ask } from '../../api/orders';

/** The simplest ask; of whoever has a right to withdraw nothing more is wanted. */
export const ALL_OF_IT: Ask = { reason: 'CHANGED_MIND', selection: { kind: 'ORDER' } };
