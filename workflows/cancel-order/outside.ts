import { proxyActivities } from '@temporalio/workflow';
import type { CarrierSteps, RefundSteps, ShopSteps } from '../../activities/contract';
import { OUTSIDE_STEP } from '../../temporal-config/activity-options';
import { CARRIER_QUEUE, refundQueue, SHOP_QUEUE } from '../../temporal-config/task-queues';

const shop = proxyActivities<ShopSteps>({ ...OUTSIDE_STEP, taskQueue: SHOP_QUEUE });
const carrier = proxyActivities<CarrierSteps>({ ...OUTSIDE_STEP, taskQueue: CARRIER_QUEUE });
const refund = proxyActivities<RefundSteps>(OUTSIDE_STEP);

type Call<T> = T extends (input: infer I) => Promise<infer R> ? (input: I, summary: string) => Promise<R> : never;

/** Calls to the outside: ordinary activities from the first attempt, so that what authorised them is in history first. */
export const outside = {
  holdAtShop: (input, summary) => shop.holdAtShop.executeWithOptions({ summary }, [input]),
  releaseAtShop: (input, summary) => shop.releaseAtShop.executeWithOptions({ summary }, [input]),
  closeAtShop: (input, summary) => shop.closeAtShop.executeWithOptions({ summary }, [input]),
  interceptParcel: (input, summary) => carrier.interceptParcel.executeWithOptions({ summary }, [input]),
  queryInterception: (input, summary) => carrier.queryInterception.executeWithOptions({ summary }, [input]),
  submitLeg: (input, summary) =>
    refund.submitLeg.executeWithOptions({ summary, taskQueue: refundQueue(input.channel) }, [legOf(input)]),
  queryLeg: (input, summary) =>
    refund.queryLeg.executeWithOptions({ summary, taskQueue: refundQueue(input.channel) }, [legOf(input)]),
} satisfies { [K in keyof ShopSteps]: Call<ShopSteps[K]> } & { [K in keyof CarrierSteps]: Call<CarrierSteps[K]> } & {
  [K in keyof RefundSteps]: (
    input: Parameters<RefundSteps[K]>[0] & { channel: string },
    summary: string,
  ) => ReturnType<RefundSteps[K]>;
};

function legOf({ shopId, cancellationId, legId }: Parameters<RefundSteps['submitLeg']>[0]) {
  return { shopId, cancellationId, legId };
}
