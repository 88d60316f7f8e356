import type { Case } from '../api/case';
import { goesAhead } from '../cases/goes-ahead';

/** What a merchant's people do with the goods of a request. */
type Task = 'hold' | 'ship' | 'keep' | 'receive';

/** What is to be done with this merchant's goods now: nothing leaves while it is open whether it may. */
export function taskOf({ state, parts }: Case, merchantId: string): Task {
  const decision = parts.find((part) => part.merchantId === merchantId)?.decision;
  if (goesAhead(state) || decision === 'REJECTED' || decision === 'NOT_STOPPED') return 'ship';
  if (state === 'AWAITING_RETURN' || decision === 'AWAITING_RETURN') return 'receive';
  return decision === 'APPROVED' ? 'keep' : 'hold';
}
