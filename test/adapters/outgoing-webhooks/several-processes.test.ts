import { waitFor } from '../../support/wait-for';
import { openWebhookDesk, type WebhookDesk } from './webhook-desk';

let desk: WebhookDesk;
beforeEach(async () => {
  desk = await openWebhookDesk();
  await desk.shop.putOrder({ orderId: 'o_1' });
});
afterEach(() => desk.shop.close());

async function oneDelivery() {
  const endpoint = await desk.endpoint({ types: ['cancellation.accepted'] });
  await desk.shop.accepted('o_1');
  return endpoint;
}

describe('several processes at once', () => {
  it('send each message once', async () => {
    await desk.endpoint();
    await desk.endpoint();
    for (let index = 1; index <= 12; index += 1) {
      if (index > 1) await desk.shop.putOrder({ orderId: `o_${index}` });
      await desk.shop.accepted(`o_${index}`);
    }
    const processes = [1, 2, 3, 4].map(() => desk.openDispatcher());
    const faults: unknown[] = [];
    for (const one of processes) one.start((fault) => faults.push(fault));
    await waitFor('48 messages', () => (desk.posted.length >= 48 ? true : undefined)).finally(() =>
      Promise.all(processes.map((one) => one.stop())),
    );
    expect(faults).toEqual([]);
    expect(desk.posted).toHaveLength(48);
    expect(new Set(desk.posted.map(({ headers }) => headers['webhook-id'])).size).toBe(48);
    const rows = await desk.shop.db.selectFrom('webhook_deliveries').select(['state', 'attempts']).execute();
    expect(rows).toEqual(rows.map(() => ({ state: 'DELIVERED', attempts: 1 })));
  });

  it('take over from one that died with it, when its lease ends', async () => {
    const { endpointId } = await oneDelivery();
    await desk.book.spread(desk.now(), 10);
    const claim = async () => {
      const ask = { leaseMs: 60_000, limit: 10, perEndpoint: 4, busy: [] };
      const [claimed] = await desk.book.claim({ now: desk.now(), ...ask });
      return claimed;
    };
    const dead = await claim();
    expect(await claim()).toBeUndefined();
    desk.pass(60_000);
    const living = await claim();
    if (dead === undefined || living === undefined) throw new Error('Nothing was claimed');
    // Not so dead after all: what it says is logged, and changes nothing of what another one has.
    const late = await desk.book.record(dead, { at: desk.now(), durationMs: 1, error: 'TIMED_OUT' });
    expect(late).toEqual({ state: 'PENDING', disabled: false });
    desk.pass(30_000);
    await desk.send();
    expect(desk.posted).toEqual([]);
    await desk.book.record(living, { at: desk.now(), durationMs: 1, status: 200 });
    expect(await desk.deliveries(endpointId)).toMatchObject([
      {
        state: 'DELIVERED',
        attempts: [
          { attempt: 1, error: 'TIMED_OUT' },
          { attempt: 2, status: 200 },
        ],
      },
    ]);
  });

  it('don’t wait for one slow endpoint', async () => {
    const slow = await desk.endpoint({ types: ['cancellation.accepted'] });
    const quick = await desk.endpoint({ types: ['cancellation.accepted'] });
    for (let index = 1; index <= 10; index += 1) {
      if (index > 1) await desk.shop.putOrder({ orderId: `o_${index}` });
      await desk.shop.accepted(`o_${index}`);
    }
    desk.answering(({ url }, signal) =>
      url === slow.url
        ? new Promise((resolve) => signal.addEventListener('abort', () => resolve({ outcome: 'aborted' })))
        : { outcome: 'answered', status: 200 },
    );
    const dispatcher = desk.openDispatcher();
    dispatcher.start(() => undefined);
    const atQuick = () => desk.posted.filter(({ url }) => url === quick.url).length;
    await waitFor('all at the quick one', () => (atQuick() === 10 ? true : undefined)).finally(() => dispatcher.stop());
    expect(desk.posted.filter(({ url }) => url === slow.url)).toHaveLength(4);
    const given = await desk.shop.db
      .selectFrom('webhook_deliveries')
      .select(['state', 'claim', 'attempts'])
      .where('endpoint_id', '=', slow.endpointId)
      .execute();
    expect(given).toEqual(Array.from({ length: 10 }, () => ({ state: 'PENDING', claim: null, attempts: 0 })));
  });
});
