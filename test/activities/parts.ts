import { createActivities, type ActivityParts } from '../../activities';
import type { Activities } from '../../activities/contract';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { ChannelCapabilities } from '../../src/ports/refund-channel';

export const CAPABILITIES: ChannelCapabilities = {
  channel: 'sandbox',
  kinds: ['refund', 'void'],
  partial: true,
  maxRefunds: Infinity,
  minIntervalMs: 0,
  windowMs: Infinity,
  callsPerSecond: 100,
  keyRetentionMs: Infinity,
  keyMaxLength: 64,
  keyCharset: '0-9A-Za-z_-',
  queryMode: 'ownRef',
  firstQueryDelayMs: 2_000,
  completion: 'async',
  reconcile: 'query',
  arrivalDays: [1, 3],
};

export const REF = { shopId: 's_1', cancellationId: 'o_1.0123456789abcdef' };
export const LEG = { ...REF, legId: 'o_1.0123456789abcdef/1' };
export const PARCEL = { ...REF, shipmentId: 'sh_1' };

type Some<T> = { readonly [K in keyof T]?: Partial<T[K]> };

/** Activities over the parts given; whatever else they touch is a fault of the test. */
export function activitiesOf(parts: Some<ActivityParts>): Activities {
  return createActivities({
    ...{ book: bare, interceptions: bare, refunds: bare, repairs: bare, drift: bare, runs: bare },
    ...{ shopOrders: bare, carrier: bare, shop: bare, channels: bare },
    ...parts,
  } as unknown as ActivityParts);
}

const bare = new Proxy(
  {},
  {
    get: (_target, name) => () => Promise.reject(new Error(`Nobody expected ${String(name)} to be called`)),
  },
);

/** Where an activity runs without a server; failures that a test expects are not logged. */
export function quietEnvironment(): MockActivityEnvironment {
  return new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
}
