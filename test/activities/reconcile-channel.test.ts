import type { MockActivityEnvironment } from '@temporalio/testing';
import { createDriftBook } from '../../src/adapters/persistence/drift/drift-book';
import { createDriftReader } from '../../src/adapters/persistence/drift/list-drift';
import type { ChannelAnswer } from '../../src/domain/refund-leg';
import type { ChannelCheck } from '../../src/ports/channel-check';
import type { ProviderRefund, RefundChannel } from '../../src/ports/refund-channel';
import { openDesk, type Desk } from '../adapters/persistence/money/refund-desk';
import { SHOP } from '../adapters/persistence/steps/bookshop';
import { activitiesOf, CAPABILITIES, quietEnvironment } from './parts';

const HOUR = 3_600_000;

let desk: Desk;
let environment: MockActivityEnvironment;
beforeEach(async () => {
  desk = await openDesk();
  environment = quietEnvironment();
});
afterEach(() => desk.close());

/** A leg that was sent an hour ago, and answered by this. */
async function sent(orderId: string, outcome: 'succeeded' | 'pending'): Promise<string> {
  const { ref } = await desk.committed({ orderId });
  const legId = `${ref.cancellationId}/1`;
  await desk.send(ref, legId, { outcome, providerRef: `rf_${orderId}` });
  const submitted_at = new Date(Date.now() - HOUR);
  await desk.db.updateTable('refund_legs').set({ submitted_at }).where('leg_id', '=', legId).execute();
  return legId;
}

let passes = 0;
function checkOf(mode: ChannelCheck['mode']): ChannelCheck {
  passes += 1;
  const from = new Date(Date.now() - 24 * HOUR).toISOString();
  return { pass: `pass-${passes}`, channel: 'sandbox', mode, from, to: new Date().toISOString() };
}

const unused = () => Promise.reject(new Error('nothing is sent'));

function reconcile(channel: Partial<RefundChannel>, mode: ChannelCheck['mode']) {
  const told: string[] = [];
  const activities = activitiesOf({
    ...{ drift: createDriftBook(desk.db), refunds: desk.refunds },
    runs: {
      tellRefund: ({ legId }) => {
        told.push(legId);
        return Promise.resolve();
      },
    },
    channels: new Map([['sandbox', { capabilities: CAPABILITIES, submit: unused, query: unused, ...channel }]]),
  });
  return { told, result: environment.run(activities.reconcileChannel, checkOf(mode)) };
}

const answering = (answers: Readonly<Record<string, ChannelAnswer['outcome']>>) => {
  const asked: string[] = [];
  const query: RefundChannel['query'] = ({ legId }) => {
    asked.push(legId);
    return Promise.resolve({ outcome: answers[legId] ?? 'ambiguous' });
  };
  return { query, asked };
};

async function open(): Promise<[string, string][]> {
  const { items } = await createDriftReader(desk.db).list({
    ...{ shopId: SHOP, withNoShop: true, filter: {}, limit: 100 },
  });
  return items.map(({ kind, subject }): [string, string] => [kind, subject]);
}

const passesNoted = () => desk.db.selectFrom('reconcile_passes').select('pass').execute();

describe('a channel without a list', () => {
  it('is asked about each leg: an answer that is news is recorded, its run is told, a difference is a case', async () => {
    const [done, waiting] = [await sent('done', 'succeeded'), await sent('waiting', 'pending')];
    const { query, asked } = answering({ [done]: 'not_found', [waiting]: 'succeeded' });
    const { told, result } = reconcile({ query }, 'query');
    expect(await result).toMatchObject({ channel: 'sandbox', compared: 2, changed: 1, cases: { opened: 1, open: 1 } });
    expect(asked.sort()).toEqual([done, waiting].sort());
    expect(told).toEqual([waiting]);
    expect(await desk.leg(waiting)).toMatchObject({ state: 'SUCCEEDED' });
    expect(await desk.leg(done)).toMatchObject({ state: 'SUCCEEDED' });
    expect(await open()).toEqual([['MISSING_THERE', done]]);
    expect(await passesNoted()).toHaveLength(1);
    await reconcile(answering({ [done]: 'succeeded', [waiting]: 'succeeded' }), 'query').result;
    expect(await open()).toEqual([]);
  });

  it.each(['ambiguous', 'not_sent', 'rate_limited'] as const)(
    'that answers nothing but %s is away: no case is opened or closed, and its time stays open',
    async (outcome) => {
      const [done, waiting] = [await sent('done', 'succeeded'), await sent('waiting', 'pending')];
      await reconcile(answering({ [done]: 'not_found', [waiting]: 'pending' }), 'query').result;
      const away = reconcile(answering({ [done]: outcome, [waiting]: outcome }), 'query');
      await expect(away.result).rejects.toMatchObject({ type: 'CHANNEL_AWAY' });
      expect(away.told).toEqual([]);
      expect(await open()).toEqual([['MISSING_THERE', done]]);
      expect(await passesNoted()).toHaveLength(1);
    },
  );

  it('that has one unclear answer among others is compared', async () => {
    const [done, waiting] = [await sent('done', 'succeeded'), await sent('waiting', 'pending')];
    await reconcile(answering({ [done]: 'ambiguous', [waiting]: 'pending' }), 'query').result;
    expect(await passesNoted()).toHaveLength(1);
  });

  it('with nothing to ask about is compared', async () => {
    expect(await reconcile(answering({}), 'query').result).toMatchObject({ compared: 0, cases: { open: 0 } });
    expect(await passesNoted()).toHaveLength(1);
  });
});

describe('a channel with a list', () => {
  /** One refund, and then the connection is gone, or not. */
  async function* listing(refunds: readonly ProviderRefund[], fault?: Error): AsyncIterable<ProviderRefund> {
    for (const refund of refunds) yield await Promise.resolve(refund);
    if (fault !== undefined) throw fault;
  }

  it('whose list breaks off is away: half of it opens no case and closes none', async () => {
    const legId = await sent('listed', 'succeeded');
    const missing = await sent('missing', 'succeeded');
    const { idempotency_key: reference, amount, currency, capture_id } = await desk.leg(legId);
    const listed: ProviderRefund = {
      ...{ providerRef: 'rf_listed', reference, amount, currency, sourceId: capture_id ?? '' },
      ...{ outcome: 'succeeded', at: new Date(Date.now() - HOUR) },
    };
    await reconcile({ listRefunds: () => listing([listed]) }, 'list').result;
    expect(await open()).toEqual([['MISSING_THERE', missing]]);
    const twice = { ...listed, providerRef: 'rf_again' };
    const broken = reconcile({ listRefunds: () => listing([listed, twice], new Error('It broke off')) }, 'list');
    await expect(broken.result).rejects.toMatchObject({
      ...{ type: 'CHANNEL_AWAY', message: expect.stringContaining('It broke off') as string },
    });
    expect(await open()).toEqual([['MISSING_THERE', missing]]);
    expect(await passesNoted()).toHaveLength(1);
  });

  it('throws what is a fault of our own as it is', async () => {
    const fault = new TypeError('Cannot read properties of undefined');
    const broken = reconcile({ listRefunds: () => listing([], fault) }, 'list');
    await expect(broken.result).rejects.toMatchObject({ type: 'STEP_FAULT' });
  });
});
