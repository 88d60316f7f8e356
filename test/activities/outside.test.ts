import type { MockActivityEnvironment } from '@temporalio/testing';
import type { ChannelAnswer } from '../../src/domain/refund-leg';
import type { InterceptionAnswer } from '../../src/ports/carrier';
import type { AttemptBegun, LegStanding, RefundBook } from '../../src/ports/refund-book';
import type { LegRequest, RefundChannel } from '../../src/ports/refund-channel';
import type { ShopAnswer } from '../../src/ports/shop';
import type { ShopOrder } from '../../src/ports/shop-book';
import { activitiesOf, CAPABILITIES, LEG, PARCEL, quietEnvironment, REF } from './parts';

let environment: MockActivityEnvironment;
beforeEach(() => {
  environment = quietEnvironment();
});

/** Answers once it is told to stop, as the adapters do. */
function whenStopped<T>(signal: AbortSignal | undefined, answer: T): Promise<T> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => {
      resolve(answer);
    });
  });
}

const request = {
  shopId: LEG.shopId,
  legId: LEG.legId,
  orderId: 'o_1',
  kind: 'refund',
  sourceId: 'cap_1',
  sourceAmount: 100,
  amount: 100,
  currency: 'EUR',
  idempotencyKey: 'k',
} as const;
const toCall = (call: 'submit' | 'query', attempt = 1): AttemptBegun => ({
  ...{ outcome: 'call', call, attempt, channel: 'sandbox', request },
});

/** A refund book and a channel that write down, in order, what is asked of them. */
function refunding(of: {
  readonly begun: readonly AttemptBegun[];
  readonly submit?: (request: LegRequest) => Promise<ChannelAnswer>;
  readonly query?: (request: LegRequest) => Promise<ChannelAnswer>;
  readonly stored?: Partial<LegStanding>;
}) {
  const log: string[] = [];
  const begun = [...of.begun];
  const refunds: Partial<RefundBook> = {
    beginAttempt: ({ call }, capabilitiesOf) => {
      log.push(`begin ${call} by ${capabilitiesOf('sandbox').channel}`);
      const next = begun.shift();
      return next === undefined ? Promise.reject(new Error('no more attempts')) : Promise.resolve(next);
    },
    recordAnswer: ({ attempt, answer }) => {
      log.push(`record ${attempt} ${answer.outcome}`);
      return Promise.resolve({ channel: 'sandbox', state: 'PENDING', ...of.stored });
    },
  };
  const told = (name: 'submit' | 'query') => (leg: LegRequest) => {
    log.push(`${name} ${leg.idempotencyKey}`);
    return of[name]?.(leg) ?? Promise.reject(new Error(`no ${name} expected`));
  };
  const channel: RefundChannel = { capabilities: CAPABILITIES, submit: told('submit'), query: told('query') };
  return { log, activities: activitiesOf({ refunds, channels: new Map([['sandbox', channel]]) }) };
}

const answers = (answer: ChannelAnswer) => () => Promise.resolve(answer);

describe('sending a refund', () => {
  it('is on record before the first byte, and its answer after it', async () => {
    const { log, activities } = refunding({ begun: [toCall('submit')], submit: answers({ outcome: 'pending' }) });
    const result = await environment.run(activities.submitLeg, LEG);
    expect(log).toEqual(['begin submit by sandbox', 'submit k', 'record 1 pending']);
    expect(result).toEqual({ state: 'PENDING', retryAfterMs: 2_000 });
  });

  it('that need not be sent is answered from the book', async () => {
    const leg = { channel: 'sandbox', state: 'SUCCEEDED', providerRef: 're_1', code: 'fine' } as const;
    const { log, activities } = refunding({ begun: [{ outcome: 'stored', leg }] });
    const result = await environment.run(activities.submitLeg, LEG);
    expect(result).toEqual({ state: 'SUCCEEDED', providerRef: 're_1', code: 'fine', retryAfterMs: 2_000 });
    expect(log).toEqual(['begin submit by sandbox']);
  });

  it.each<[ChannelAnswer, number]>([
    [{ outcome: 'rate_limited', retryAfterMs: 7_000 }, 7_000],
    [{ outcome: 'not_sent', code: 'NOT_CONNECTED' }, 2_000],
    [{ outcome: 'ambiguous', code: 'TIMED_OUT' }, 2_000],
  ])('that met %j is a value, with when to ask again', async (answer, retryAfterMs) => {
    const { activities } = refunding({
      begun: [toCall('submit')],
      submit: answers(answer),
      stored: { state: 'SUBMITTED' },
    });
    const result = await environment.run(activities.submitLeg, LEG);
    expect(result).toMatchObject({ state: 'SUBMITTED', retryAfterMs, ...(answer.code && { code: answer.code }) });
  });

  it('that is cancelled while it lasts stops the call, and what is unclear is on record', async () => {
    const submit = ({ signal }: LegRequest) => {
      setImmediate(() => {
        environment.cancel();
      });
      return whenStopped<ChannelAnswer>(signal, { outcome: 'ambiguous', code: 'ABORTED' });
    };
    const { log, activities } = refunding({ begun: [toCall('submit')], submit, stored: { state: 'AMBIGUOUS' } });
    expect(await environment.run(activities.submitLeg, LEG)).toMatchObject({ state: 'AMBIGUOUS' });
    expect(log.at(-1)).toBe('record 1 ambiguous');
  });

  it('of a channel that is not set up is a person’s', async () => {
    const { activities } = refunding({ begun: [toCall('submit')] });
    const none = activitiesOf({
      refunds: { beginAttempt: (_ask, capabilitiesOf) => Promise.resolve(capabilitiesOf('gone') as never) },
      channels: new Map() as never,
    });
    const error: unknown = await environment.run(none.submitLeg, LEG).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ type: 'CHANNEL_UNKNOWN', nonRetryable: true });
    expect(activities).toBeDefined();
  });
});

describe('asking about a refund', () => {
  it('that the channel does not find sends the same request again', async () => {
    const { log, activities } = refunding({
      begun: [toCall('query', 2), toCall('submit', 3)],
      query: answers({ outcome: 'not_found' }),
      submit: answers({ outcome: 'succeeded' }),
      stored: { state: 'SUCCEEDED' },
    });
    expect(await environment.run(activities.queryLeg, LEG)).toMatchObject({ state: 'SUCCEEDED' });
    expect(log).toEqual([
      ...['begin query by sandbox', 'query k', 'record 2 not_found'],
      ...['begin submit by sandbox', 'submit k', 'record 3 succeeded'],
    ]);
  });

  it('that the channel does not find, and may have forgotten, sends nothing', async () => {
    const leg = { channel: 'sandbox', state: 'REVIEW', code: 'KEY_EXPIRED' } as const;
    const { log, activities } = refunding({
      begun: [toCall('query', 2), { outcome: 'stored', leg }],
      query: answers({ outcome: 'not_found' }),
    });
    expect(await environment.run(activities.queryLeg, LEG)).toMatchObject({ state: 'REVIEW', code: 'KEY_EXPIRED' });
    expect(log).not.toContain('submit k');
  });
});

describe('heartbeats', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('begin after the first second of a call, come every second, and end with it', async () => {
    let beats = 0;
    environment.on('heartbeat', () => (beats += 1));
    const counted: number[] = [];
    const submit = async (): Promise<ChannelAnswer> => {
      for (const ms of [999, 1, 1_000, 1_000]) {
        await jest.advanceTimersByTimeAsync(ms);
        counted.push(beats);
      }
      return { outcome: 'succeeded' };
    };
    const { activities } = refunding({ begun: [toCall('submit')], submit });
    await environment.run(activities.submitLeg, LEG);
    expect(counted).toEqual([0, 1, 2, 3]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(beats).toBe(3);
  });
});

describe('stopping a parcel', () => {
  const asked = { shopId: REF.shopId, shipmentId: 'sh_1', trackingRef: 'T', idempotencyKey: 'k' };
  function carrying(intercept: InterceptionAnswer, query?: InterceptionAnswer) {
    const log: string[] = [];
    return {
      log,
      activities: activitiesOf({
        interceptions: {
          begin: () => {
            log.push('begin');
            return Promise.resolve({ outcome: 'ask', request: asked });
          },
          record: ({ answer }) => {
            log.push(`record ${answer.outcome}`);
            return Promise.resolve(answer.outcome);
          },
        },
        carrier: {
          intercept: ({ idempotencyKey, signal }) => {
            log.push(
              `intercept ${idempotencyKey} ${signal === environment.context.cancellationSignal ? 'stoppable' : ''}`,
            );
            return Promise.resolve(intercept);
          },
          queryInterception: () => {
            log.push('query');
            return Promise.resolve(query ?? { outcome: 'UNKNOWN' });
          },
        },
      }),
    };
  }

  it('is on record before the call, and its answer after it', async () => {
    const { log, activities } = carrying({ outcome: 'UNKNOWN', retryAfterMs: 9_000 });
    expect(await environment.run(activities.interceptParcel, PARCEL)).toEqual({
      outcome: 'UNKNOWN',
      retryAfterMs: 9_000,
    });
    expect(log).toEqual(['begin', 'intercept k stoppable', 'record UNKNOWN']);
  });

  it('that nobody has to ask for any more calls nobody', async () => {
    const begin = jest.fn();
    const activities = activitiesOf({ interceptions: { begin } });
    begin.mockResolvedValueOnce({ outcome: 'withdrawn' });
    expect(await environment.run(activities.interceptParcel, PARCEL)).toEqual({ outcome: 'WITHDRAWN' });
    begin.mockResolvedValueOnce({ outcome: 'answered', answer: 'ALREADY_OUT' });
    expect(await environment.run(activities.queryInterception, PARCEL)).toEqual({
      outcome: 'ALREADY_OUT',
      retryAfterMs: 0,
    });
  });

  it('is asked for again, under the same key, where the carrier has never heard of it; else only asked about', async () => {
    const unheard = carrying({ outcome: 'STOPPED' }, { outcome: 'UNKNOWN' });
    expect(await environment.run(unheard.activities.queryInterception, PARCEL)).toMatchObject({ outcome: 'STOPPED' });
    expect(unheard.log).toEqual(['begin', 'query', 'intercept k stoppable', 'record STOPPED']);
    const open = carrying({ outcome: 'STOPPED' }, { outcome: 'UNKNOWN', carrierRef: 'c_1' });
    expect(await environment.run(open.activities.queryInterception, PARCEL)).toMatchObject({ outcome: 'UNKNOWN' });
    expect(open.log).toEqual(['begin', 'query', 'record UNKNOWN']);
  });
});

describe('the shop’s own order', () => {
  const order: ShopOrder = {
    ...{ shopId: 's_1', orderId: 'o_1', orderVersion: 3, cancellationId: REF.cancellationId },
    ...{ unitIds: ['a/1', 'a/2'], cancelledUnitIds: ['a/1'], whole: false, held: false, closed: false },
  };
  function shopping(answer: ShopAnswer, over: Partial<ShopOrder> = {}) {
    const recordShopStep = jest.fn().mockResolvedValue({ outcome: 'recorded' });
    const call = jest.fn().mockResolvedValue(answer);
    const activities = activitiesOf({
      book: { recordShopStep },
      shopOrders: { readShopOrder: () => Promise.resolve({ ...order, ...over }) },
      shop: { hold: call, release: call, close: call },
    });
    return { recordShopStep, call, activities };
  }

  it.each([
    ['holdAtShop', { act: 'hold', done: 'HELD', unitIds: ['a/1', 'a/2'] }],
    ['releaseAtShop', { act: 'release', done: 'RELEASED', unitIds: ['a/1', 'a/2'] }],
    ['closeAtShop', { act: 'close', done: 'CLOSED', unitIds: ['a/1'] }],
  ] as const)(
    '%s sends what it is about under its own key, and records the acknowledgement',
    async (step, { act, done, unitIds }) => {
      const { recordShopStep, call, activities } = shopping({ outcome: 'ACKNOWLEDGED' });
      expect(await environment.run(activities[step], REF)).toEqual({ outcome: 'ACKNOWLEDGED' });
      const idempotencyKey = `${REF.cancellationId}:${act}`;
      expect(call).toHaveBeenCalledWith(expect.objectContaining({ orderVersion: 3, unitIds, idempotencyKey }));
      expect(recordShopStep).toHaveBeenCalledWith({ ...REF, step: done });
    },
  );

  it('refused, or unclear, is a value and records nothing', async () => {
    const refused = shopping({ outcome: 'REFUSED', code: 'PACKED' });
    expect(await environment.run(refused.activities.holdAtShop, REF)).toEqual({ outcome: 'REFUSED', code: 'PACKED' });
    const unclear = shopping({ outcome: 'UNKNOWN' });
    expect(await environment.run(unclear.activities.closeAtShop, REF)).toEqual({
      outcome: 'UNKNOWN',
      retryAfterMs: 1_000,
    });
    expect(refused.recordShopStep).not.toHaveBeenCalled();
    expect(unclear.recordShopStep).not.toHaveBeenCalled();
  });

  it('that is held, or closed, already is not asked for again; a release always is', async () => {
    const { call, activities } = shopping({ outcome: 'ACKNOWLEDGED' }, { held: true, closed: true });
    await environment.run(activities.holdAtShop, REF);
    await environment.run(activities.closeAtShop, REF);
    expect(call).not.toHaveBeenCalled();
    await environment.run(activities.releaseAtShop, REF);
    expect(call).toHaveBeenCalledTimes(1);
  });
});
