import { DataKeysMissing } from '../../ports/payout-destinations';
import { Problem } from '../problem/problem';

/** The answer; DATA_KEYS_MISSING where there is no key to seal a secret with. */
export async function orKeysMissing<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (fault) {
    throw fault instanceof DataKeysMissing ? new Problem('DATA_KEYS_MISSING', { cause: fault }) : fault;
  }
}
