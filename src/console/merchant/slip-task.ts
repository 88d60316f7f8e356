import type { Case } from '../api/case';

/** What a merchant's people do with the goods of a request. */
type Task = 'hold' | 'ship' | 'keep' | 'receive';

const GOES_AHEAD = ['DENIED', 'REJECTED', 'UPHELD', 'WITHDRAWN', 'NOT_STOPPED'];

/** What is to be done with this merchant's goods now: nothing leaves while it is open whether it may. */
export function taskOf({ state, parts }: Case, merchantId: string): Task {
  const decision = parts.find((part) => part.merchantId === merchantId)?.decision;
  if (GOES_AHEAD.includes(state) || decision === 'REJECTED' || decision === 'NOT_STOPPED') return 'ship';
  if (state === 'AWAITING_RETURN' || decision === 'AWAITING_RETURN') return 'receive';
  return decision === 'APPROVED' ? 'keep' : 'hold';
}
