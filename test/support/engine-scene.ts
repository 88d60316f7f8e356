import type { WorkflowHandle } from '@temporalio/client';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { startOptions } from '../../src/client/start-options';
import { openTemporalDoor, type TemporalDoor } from '../../src/client/temporal-door';
import { toRequest, type RequestAsk } from '../../src/client/to-request';
import type { Actor, CancellationState } from '../../src/domain/cancellation';
import type { RejectionReason } from '../../src/domain/decision';
import type { Lever } from '../../src/domain/lever';
import type { CancellationRequest, RequestAnswer } from '../../src/domain/request';
import type { CancellationRef } from '../../src/ports/cancellation-book';
import type { cancelOrder } from '../../workflows';
import { CANCEL_ORDER, cancelOrderId } from '../../workflows/cancel-order/messages';
import type { Engine } from './engine';
import { parcelOf, placeOrder, type OrderWanted, type PlacedOrder } from './engine-orders';
import { waitFor } from './wait-for';

export const CUSTOMER = { id: 'c_1', role: 'customer' } as const satisfies Actor;
export const SUPPORT = { id: 's_1', role: 'support' } as const satisfies Actor;
export const SERVICE = { id: 'svc_1', role: 'service' } as const satisfies Actor;

/** Whoever decides for this merchant. */
export function merchant(merchantId = 'm_1'): Actor {
  return { id: `u_${merchantId}`, role: 'merchant' };
}

/** One request about one order, and the doors to its cancellation. */
export interface Scene {
  readonly engine: Engine;
  readonly order: PlacedOrder;
  readonly request: CancellationRequest;
  readonly ref: CancellationRef;
  readonly shipmentId: string;
  readonly workflowId: string;
  readonly handle: WorkflowHandle<typeof cancelOrder>;
  /** `merchantId`: for whom an actor of role merchant pulls a lever. */
  readonly as: (actor: Actor, merchantId?: string) => TemporalDoor;
  /** Sends the request; the same one each time. */
  readonly ask: () => Promise<RequestAnswer | 'closed'>;
  readonly approve: (merchantId?: string) => ReturnType<TemporalDoor['decide']>;
  readonly reject: (merchantId?: string) => ReturnType<TemporalDoor['decide']>;
  /** A merchant decides through the API: the row in the database, before anybody tells the run. It was received now, or then. */
  readonly decideByApi: (decision: { outcome: 'APPROVED' | 'REJECTED'; receivedAt?: Date }) => Promise<unknown>;
  /** The state in the database; undefined before there is a row. */
  readonly state: () => Promise<CancellationState | undefined>;
  readonly reaches: (state: CancellationState) => Promise<void>;
  /** Somebody of support pulls a lever. */
  readonly pull: (lever: Lever) => ReturnType<TemporalDoor['pull']>;
  readonly withdraw: () => ReturnType<TemporalDoor['withdraw']>;
}

let opened = 0;

/** Places an order, in a shop of its own, and makes a request of it; nothing is sent yet. */
export async function openScene(
  engine: Engine,
  wanted: OrderWanted = {},
  ask: Partial<RequestAsk> = {},
): Promise<Scene> {
  opened += 1;
  const order = await placeOrder(engine, { shopId: `shop_${opened}`, ...wanted });
  return sceneOf(engine, order, ask);
}

/** Another request about an order: another key, unless told. */
export function sceneOf(engine: Engine, order: PlacedOrder, ask: Partial<RequestAsk> & { key?: string } = {}): Scene {
  opened += 1;
  const { key = `key-${opened}-${order.orderId}`, ...asked } = ask;
  const { shopId } = order;
  const content = { orderId: order.orderId, reason: 'CHANGED_MIND', ...asked } as const;
  const request = toRequest(content, key, { shopId, actor: SERVICE });
  if ('outcome' in request) throw new Error(request.code);
  return sceneFor(engine, order, request);
}

/** A request that was made elsewhere, as a scene. */
export function sceneFor(engine: Engine, order: PlacedOrder, request: CancellationRequest): Scene {
  const { shopId } = order;
  const { cancellationId } = request;
  const ref = { shopId, cancellationId };
  const workflowId = cancelOrderId(shopId, cancellationId);
  const as = (actor: Actor, merchantId?: string) => {
    const who = { shopId, actor, ...(merchantId === undefined ? {} : { merchantId }) };
    return openTemporalDoor(engine.client, { ...who, timeoutMs: 30_000 });
  };
  const decide = (outcome: 'APPROVED' | 'REJECTED', merchantId = 'm_1') =>
    as(merchant(merchantId)).decide(cancellationId, { merchantId, outcome, ...whyOf(outcome) });
  const state = async () => {
    const row = engine.db.selectFrom('cancellations').select('state').where('cancellation_id', '=', cancellationId);
    return (await row.where('shop_id', '=', shopId).executeTakeFirst())?.state;
  };
  return {
    ...{ engine, order, request, ref, workflowId, as, state },
    shipmentId: parcelOf(order.orderId).shipmentId,
    handle: engine.client.workflow.getHandle<typeof cancelOrder>(workflowId),
    ask: () => as(SERVICE).request(request),
    approve: (merchantId) => decide('APPROVED', merchantId),
    reject: (merchantId) => decide('REJECTED', merchantId),
    pull: (lever) => as(SUPPORT).pull(cancellationId, lever),
    withdraw: () => as(CUSTOMER).withdraw(cancellationId),
    decideByApi: ({ outcome, receivedAt = new Date() }) =>
      createCancellationBook(engine.db).recordDecision({
        ...{ ...ref, merchantId: 'm_1', outcome, door: 'API', actor: merchant() },
        receivedAt: receivedAt.toISOString(),
        ...whyOf(outcome),
      }),
    reaches: async (wanted) => {
      let last: string | undefined;
      const look = async () => ((last = await state()) === wanted ? wanted : undefined);
      await waitFor(`${cancellationId} to be ${wanted}`, look).catch((error: unknown) => {
        throw new Error(`It is ${last ?? 'nowhere'}`, { cause: error });
      });
    },
  };
}

/** A rejection says why. */
function whyOf(outcome: 'APPROVED' | 'REJECTED'): { rejectionReason?: RejectionReason } {
  return outcome === 'REJECTED' ? { rejectionReason: 'IN_PRODUCTION' } : {};
}

/**
 * Starts a run of a request whose last run is over. Sent again through the client, a request is answered by the server itself, out of
 * the run that was, for as long as that is kept.
 */
export async function startAnew({ engine, request }: Scene): Promise<void> {
  await engine.client.workflow.start(CANCEL_ORDER, startOptions(request));
}
