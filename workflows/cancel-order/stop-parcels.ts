import type { Parcel, ParcelStepResult } from '../../activities/contract';
import {
  interceptSummary,
  queryInterceptionSummary,
  waitForCarrierSummary,
  waitForReturnSummary,
} from '../../src/domain/explain/summaries';
import { needHuman } from './need-human';
import { publish } from './publish';
import type { Run } from './run';
import { backoff, pause } from './wait';

/** 5 s, 10 s, 20 s … : about five minutes of asking, then a person (the SLA of reference rule R18). */
const QUERIES = 6;

type Resolved = 'stopped' | 'given_up' | 'withdrawn' | 'unresolved';

/** A parcel that could not be stopped: the policy of its merchant says what then. */
async function notStopped(run: Run, parcel: Parcel): Promise<Resolved> {
  switch (parcel.onNotStopped) {
    case 'END':
      return giveUp(run, parcel);
    case 'AWAIT_RETURN':
      return awaitReturn(run, parcel);
    case 'NEEDS_HUMAN':
      return askHuman(run, parcel, 'PARCEL_NOT_STOPPED');
  }
}

async function giveUp(run: Run, parcel: Parcel): Promise<Resolved> {
  const summary = `Give up parcel ${parcel.shipmentId}: it goes its way, its units stay ordered`;
  run.standing = await run.step('giveUpParcel', { ...run.ref, shipmentId: parcel.shipmentId }, summary);
  return 'given_up';
}

async function awaitReturn(run: Run, parcel: Parcel): Promise<Resolved> {
  const { shipmentId } = parcel;
  const input = { ...run.ref, shipmentId };
  const { until } = await run.step('awaitReturn', input, `Wait for parcel ${shipmentId} to come back`);
  run.returnUntil = until;
  publish(run, { state: 'AWAITING_RETURN', waitingOn: 'CUSTOMER' });
  run.pulled = [];
  while (Date.now() < Date.parse(until)) {
    await pause(run, Date.parse(until) - Date.now(), waitForReturnSummary(shipmentId, until));
    const returned = run.pulled.some((lever) => lever.kind === 'recordReturn' && lever.shipmentId === shipmentId);
    if (returned) return 'stopped';
    if (run.withdrawn) return 'withdrawn';
  }
  return giveUp(run, parcel);
}

async function askHuman(
  run: Run,
  parcel: Parcel,
  cause: 'PARCEL_NOT_STOPPED' | 'INTERCEPTION_UNKNOWN',
): Promise<Resolved> {
  const lever = await needHuman(run, { cause, step: 'interceptParcel' });
  if (lever === undefined) return 'withdrawn';
  if (lever.kind === 'recordReturn') return 'stopped';
  if (lever.kind !== 'resolveInterception' || lever.shipmentId !== parcel.shipmentId) return 'unresolved';
  return lever.outcome === 'STOPPED' ? 'stopped' : giveUp(run, parcel);
}

async function resolve(run: Run, parcel: Parcel, first: ParcelStepResult): Promise<Resolved> {
  let answer = first;
  for (let query = 1; answer.outcome === 'UNKNOWN'; query += 1) {
    publish(run, { state: 'INTERCEPTING', waitingOn: 'CARRIER' });
    if (query > QUERIES) return askHuman(run, parcel, 'INTERCEPTION_UNKNOWN');
    await pause(run, backoff(query, answer.retryAfterMs), waitForCarrierSummary(parcel.shipmentId, query));
    const summary = queryInterceptionSummary(parcel.shipmentId, query);
    answer = await run.outside.queryInterception({ ...run.ref, shipmentId: parcel.shipmentId }, summary);
  }
  if (answer.outcome === 'WITHDRAWN') return 'withdrawn';
  return answer.outcome === 'STOPPED' ? 'stopped' : notStopped(run, parcel);
}

/**
 * Asks the carrier to stop every parcel, all at once, and follows up on each until it is stopped or given up. The first
 * call takes the pivot; a proven "not stopped" gives it back.
 */
export async function stopParcels(run: Run, parcels: readonly Parcel[]): Promise<void> {
  const asked = parcels.map(async (parcel) => {
    const input = { ...run.ref, shipmentId: parcel.shipmentId };
    return { parcel, answer: await run.outside.interceptParcel(input, interceptSummary(parcel.shipmentId)) };
  });
  for (const { parcel, answer } of await Promise.all(asked)) {
    let resolved = await resolve(run, parcel, answer);
    while (resolved === 'unresolved') resolved = await resolve(run, parcel, { outcome: 'UNKNOWN', retryAfterMs: 0 });
    if (resolved === 'withdrawn') run.withdrawn = true;
  }
}
