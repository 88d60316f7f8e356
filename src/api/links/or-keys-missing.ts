import { LinkKeysMissing } from '../../ports/order-links';
import { Problem } from '../problem/problem';

/** What was signed or read; throws the problem LINK_KEYS_MISSING where there is no key for it. */
export function orKeysMissing<T>(act: () => T): T {
  try {
    return act();
  } catch (fault) {
    throw fault instanceof LinkKeysMissing ? new Problem('LINK_KEYS_MISSING', { cause: fault }) : fault;
  }
}
