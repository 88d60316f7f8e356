import type { Standing } from '../../activities/contract';
import type { Run } from './run';

/**
 * Takes over where the decisions stand, as a step has read it. A customer who accepts an offer takes the request back.
 */
export function adoptStanding(run: Run, standing: Standing): void {
  run.standing = standing;
  if (standing.offer?.state === 'ACCEPTED') run.withdrawn = true;
}
