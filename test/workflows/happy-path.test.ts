import { openTemporalDoor } from '../../src/client/temporal-door';
import { toRequest } from '../../src/client/to-request';
import { startEngine, type Engine } from '../support/engine';
import { placeOrder } from '../support/engine-orders';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

it('cancels an order with one parcel and one card', async () => {
  const order = await placeOrder(engine, { parcel: 'LABELED' });
  const who = { shopId: order.shopId, actor: { id: 'svc_1', role: 'service' as const } };
  const door = openTemporalDoor(engine.client, { ...who, timeoutMs: 10_000 });
  const request = toRequest({ orderId: order.orderId, reason: 'CHANGED_MIND' }, `key-${order.orderId}`, who);
  if ('outcome' in request) throw new Error(request.code);
  const answer = await door.request(request);
  expect(answer).toMatchObject({ outcome: 'accepted', quote: { refund: 8_000, currency: 'USD' } });
  const decided = await door.decide(request.cancellationId, { merchantId: 'm_1', outcome: 'APPROVED' });
  expect(decided).toMatchObject({ outcome: 'recorded' });
  const handle = engine.client.workflow.getHandle(`cancel/own/${order.orderId}/${request.cancellationId.slice(-16)}`);
  expect(await handle.result()).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
  const { events } = await handle.fetchHistory();
  console.log(events?.length, events?.map((event) => event.eventType).join(' '));
});
