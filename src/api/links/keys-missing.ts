import { LinkKeysMissing } from '../../ports/order-links';
import { Problem } from '../problem/problem';

/** Says what an operator must set where a link can't be signed or read; throws everything else as it is. */
export function keysMissing(fault: unknown): never {
  throw fault instanceof LinkKeysMissing ? new Problem('LINK_KEYS_MISSING', { cause: fault }) : fault;
}
