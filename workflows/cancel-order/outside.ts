import { proxyActivities } from '@temporalio/workflow';
import type { CarrierSteps, RefundSteps, ShopSteps } from '../../activities/contract';
import { OUTSIDE_STEP } from '../../temporal-config/activity-options';
import { CARRIER_QUEUE, refundQueue, SHOP_QUEUE } from '../../temporal-config/task-queues';
import type { TellApart } from './tell-apart';

const shop = proxyActivities<ShopSteps>({ ...OUTSIDE_STEP, taskQueue: SHOP_QUEUE });
const carrier = proxyActivities<CarrierSteps>({ ...OUTSIDE_STEP, taskQueue: CARRIER_QUEUE });
const refund = proxyActivities<RefundSteps>(OUTSIDE_STEP);

type Call<T> = T extends (input: infer I) => Promise<infer R> ? (input: I, summary: string) => Promise<R> : never;

export type Outside = { [K in keyof ShopSteps]: Call<ShopSteps[K]> } & {
  [K in keyof CarrierSteps]: Call<CarrierSteps[K]>;
} & {
  [K in keyof RefundSteps]: (
    input: Parameters<RefundSteps[K]>[0] & { channel: string },
    summary: string,
  ) => ReturnType<RefundSteps[K]>;
};

/**
 * Calls to the outside: ordinary activities from the first attempt, so that what authorised them is in history first.
 */
export function createOutside(tellApart: TellApart): Outside {
  const named = (summary: string) => ({ summary: tellApart(summary) });
  const leg = (summary: string, channel: string) => ({ ...named(summary), taskQueue: refundQueue(channel) });
  return {
    holdAtShop: (input, summary) => shop.holdAtShop.executeWithOptions(named(summary), [input]),
    releaseAtShop: (input, summary) => shop.releaseAtShop.executeWithOptions(named(summary), [input]),
    closeAtShop: (input, summary) => shop.closeAtShop.executeWithOptions(named(summary), [input]),
    interceptParcel: (input, summary) => carrier.interceptParcel.executeWithOptions(named(summary), [input]),
    queryInterception: (input, summary) => carrier.queryInterception.executeWithOptions(named(summary), [input]),
    submitLeg: (input, summary) => refund.submitLeg.executeWithOptions(leg(summary, input.channel), [legOf(input)]),
    queryLeg: (input, summary) => refund.queryLeg.executeWithOptions(leg(summary, input.channel), [legOf(input)]),
    readPayment: (input, summary) => refund.readPayment.executeWithOptions(leg(summary, input.channel), [input]),
  };
}

function legOf({ shopId, cancellationId, legId }: Parameters<RefundSteps['submitLeg']>[0]) {
  return { shopId, cancellationId, legId };
}
