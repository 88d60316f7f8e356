import type { ApplicableLever } from '../../sdk/generated/api-types';
import { useAct } from '../api/use-act';
import { CASES, casePath } from '../api/use-case';

interface Pull {
  readonly cancellationId: string;
  readonly kind: ApplicableLever['kind'];
  readonly onDone: () => void;
}

/** Pulls a lever of a cancellation; what it needs is the body. */
export function usePull({ cancellationId, kind, onDone }: Pull) {
  return useAct({ path: casePath(cancellationId, `/levers/${kind}`), changes: CASES, onDone });
}
