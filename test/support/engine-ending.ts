import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils';
import type { cancelOrder } from '../../workflows';
import type { CancelOrderResult } from '../../workflows/cancel-order/messages';
import { costOf, type HistoryCost } from '../../src/bench/history-cost';
import { readAccount, type Account } from './engine-account';
import { brokenLaws } from './engine-laws';
import type { Scene } from './engine-scene';
import { saveHistory } from './history-file';
import './readable-history';

/** How a run ended, and what every book says then. */
export interface Ending {
  /** Undefined: the run was cancelled. */
  readonly result: CancelOrderResult | undefined;
  readonly account: Account;
  readonly history: History;
  readonly cost: HistoryCost;
}

/**
 * Waits for the end of a run and expects of it what holds for every one: its history reads well, its result is the
 * database's state, all books agree. With a name, the history is kept as `engine-<name>` where histories are recorded.
 */
export async function ended(scene: Scene, name?: string): Promise<Ending> {
  const { handle } = scene;
  const result = await resultOf(handle);
  const history = await handle.fetchHistory();
  if (name !== undefined) saveHistory(`engine-${name}`, history);
  const account = await readAccount(scene);
  expect(brokenLaws(account)).toEqual([]);
  expect(history).toBeReadable();
  if (result !== undefined) expect(result.outcome).toBe(account.state);
  return { result, account, history, cost: costOf(history) };
}

async function resultOf(handle: WorkflowHandle<typeof cancelOrder>): Promise<CancelOrderResult | undefined> {
  try {
    return await handle.result();
  } catch (error) {
    if (error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure) return undefined;
    throw error;
  }
}

/** What the account of an order says that goes its way as if nobody had asked. */
export const UNTOUCHED = {
  reading: { state: 'OPEN', refund: 'NONE' },
  units: { 'l_1/1': 'ACTIVE' },
  legs: [],
  ledger: {},
  payments: [{ refunded: 0, pending: 0, refunds: 0 }],
};

/** The timeline as it is read aloud: what happened, and in which role somebody did it. */
export function told({ timeline }: Account): string[] {
  return timeline.map(({ event, actor }) => `${event} by ${actor.role}`);
}
