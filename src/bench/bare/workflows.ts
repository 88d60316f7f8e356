import { proxyActivities } from '@temporalio/workflow';
import type { NoOps } from './no-ops';

const { noOp } = proxyActivities<NoOps>({ startToCloseTimeout: '30 seconds' });

/**
 * What a saga of seven steps costs when it is written the plain way: seven ordinary activities
 * that do nothing, one after the other.
 */
export async function sevenSteps(): Promise<void> {
  for (let step = 1; step <= 7; step += 1) await noOp();
}
