import type { KeyIdentity } from '../../ports/api-key-store';
import type { ApiParts } from '../api-parts';

/** Was the run told? `pending`: what was written stands, and the run finds it at its next deadline at the latest. */
export type Told = 'sent' | 'pending';

/** Tells a run that something was recorded which it has to follow. One that can't be told now is no fault. */
export async function tellDecided(
  { temporal }: Pick<ApiParts, 'temporal'>,
  caller: KeyIdentity,
  cancellationId: string,
): Promise<Told> {
  try {
    await temporal(caller, 'tell').tellDecided(cancellationId);
    return 'sent';
  } catch {
    return 'pending';
  }
}
