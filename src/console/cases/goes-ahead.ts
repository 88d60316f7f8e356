import type { Case } from '../api/case';

const ENDS: readonly Case['state'][] = ['DENIED', 'REJECTED', 'UPHELD', 'WITHDRAWN', 'NOT_STOPPED'];

/** Has it ended so that the order goes ahead, and no money moves? */
export function goesAhead(state: Case['state']): boolean {
  return ENDS.includes(state);
}
