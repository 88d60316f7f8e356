import type { MockActivityEnvironment } from '@temporalio/testing';
import type { PaymentNews } from '../../src/ports/refund-book';
import type { PaymentReading, RefundChannel } from '../../src/ports/refund-channel';
import { activitiesOf, CAPABILITIES, LEG, quietEnvironment, REF } from './parts';

let environment: MockActivityEnvironment;
beforeEach(() => {
  environment = quietEnvironment();
});

const payment = { ...REF, tenderId: 't_1', channel: 'sandbox', sourceId: 'auth_1', currency: 'EUR' };

function reading(answer?: PaymentReading) {
  const received: PaymentNews[] = [];
  const unused = () => Promise.reject(new Error('nothing is sent'));
  const readPayment = jest.fn().mockResolvedValue(answer);
  const channel: RefundChannel = {
    ...{ capabilities: CAPABILITIES, submit: unused, query: unused },
    ...(answer === undefined ? {} : { readPayment }),
  };
  const activities = activitiesOf({
    refunds: {
      receivePaymentNews: (news) => {
        received.push(news);
        return Promise.resolve({ outcome: 'applied' });
      },
    },
    channels: new Map([['sandbox', channel]]),
  });
  return { received, readPayment, activities };
}

describe('reading a payment anew', () => {
  it('puts what was captured on our books, under an id that makes it one message', async () => {
    const { received, readPayment, activities } = reading({
      ...{ state: 'captured', captureId: 'cap_1', amount: 700, currency: 'EUR' },
    });
    const result = await environment.run(activities.readPayment, payment);
    expect(result).toEqual({ state: 'captured', retryAfterMs: 2_000 });
    expect(readPayment).toHaveBeenCalledWith(expect.objectContaining({ sourceId: 'auth_1', currency: 'EUR' }));
    expect(received).toMatchObject([
      {
        ...{ source: 'sandbox', eventId: 'read:auth_1:cap_1', kind: 'CAPTURED', sourceId: 'cap_1' },
        ...{ authorizationId: 'auth_1', amount: 700, currency: 'EUR' },
      },
    ]);
  });

  it('puts a capture that did not come about on our books, and whether the authorization is gone', async () => {
    const voided = reading({ state: 'voided' });
    await environment.run(voided.activities.readPayment, payment);
    expect(voided.received).toMatchObject([{ kind: 'CAPTURE_FAILED', voided: true, amount: 0 }]);
    const open = reading({ state: 'authorized' });
    await environment.run(open.activities.readPayment, payment);
    expect(open.received).toMatchObject([{ kind: 'CAPTURE_FAILED', sourceId: 'auth_1' }]);
    expect(open.received[0]).not.toHaveProperty('voided');
  });

  it.each<[PaymentReading]>([[{ state: 'capturing' }], [{ state: 'unknown', code: 'TIMED_OUT' }]])(
    'that says %j changes nothing, and says when to read again',
    async (answer) => {
      const { received, activities } = reading(answer);
      const result = await environment.run(activities.readPayment, payment);
      expect(result).toEqual({ state: answer.state, retryAfterMs: 2_000 });
      expect(received).toEqual([]);
    },
  );

  it('is unknown where the channel can’t', async () => {
    const { activities } = reading();
    expect(await environment.run(activities.readPayment, payment)).toEqual({ state: 'unknown', retryAfterMs: 2_000 });
  });
});

describe('sending a refund too early for its channel', () => {
  it('says how long to wait, and that it was no attempt', async () => {
    const leg = { channel: 'sandbox', state: 'PLANNED' } as const;
    const unused = () => Promise.reject(new Error('nothing is sent'));
    const activities = activitiesOf({
      refunds: { beginAttempt: () => Promise.resolve({ outcome: 'wait', retryAfterMs: 59_000, leg }) },
      channels: new Map([['sandbox', { capabilities: CAPABILITIES, submit: unused, query: unused }]]),
    });
    const result = { state: 'PLANNED', retryAfterMs: 59_000, waited: true };
    expect(await environment.run(activities.submitLeg, LEG)).toEqual(result);
    expect(await environment.run(activities.queryLeg, LEG)).toEqual(result);
  });
});
