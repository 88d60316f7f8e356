import { useAct } from '../api/use-act';
import { CASES, casePath } from '../api/use-case';

/** Decides a merchant's part of one cancellation. */
export function useDecide(cancellationId: string, onDone: () => void) {
  return useAct({ path: casePath(cancellationId, '/decisions'), changes: CASES, onDone });
}
