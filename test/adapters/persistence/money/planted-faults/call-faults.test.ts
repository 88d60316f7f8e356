import { createRefundSteps } from '../../../../../activities/refund.activities';
import type { ChannelAnswer } from '../../../../../src/domain/refund-leg';
import type { LegRequest } from '../../../../../src/ports/refund-channel';
import { quietEnvironment } from '../../../../activities/parts';
import { CAPABILITIES, openDesk, type Desk } from '../refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** What another connection sees of a leg. */
async function seen(legId: string) {
  const { state } = await desk.leg(legId);
  const attempts = await desk.db
    .selectFrom('refund_attempts')
    .select(['kind', 'request', 'outcome'])
    .where('leg_id', '=', legId)
    .execute();
  return { state, attempts };
}

describe('planted fault: leg written after the call', () => {
  it('leg, attempt, key and whole request are committed before the first byte goes out', async () => {
    const { ref } = await desk.committed({ orderId: 'before' });
    const legId = `${ref.cancellationId}/1`;
    let atTheCall: Awaited<ReturnType<typeof seen>> | undefined;
    let sent: LegRequest | undefined;
    const submit = async (request: LegRequest): Promise<ChannelAnswer> => {
      sent = request;
      atTheCall = await seen(legId);
      return { outcome: 'pending' };
    };
    const channel = { capabilities: CAPABILITIES, submit, query: () => Promise.reject(new Error('not asked')) };
    const steps = createRefundSteps({ refunds: desk.refunds, channels: new Map([['sandbox', channel]]) });
    await quietEnvironment().run(steps.submitLeg, { ...ref, legId });
    const { signal: _signal, ...request } = sent ?? {};
    expect(atTheCall).toEqual({ state: 'SUBMITTED', attempts: [{ kind: 'SUBMIT', request, outcome: null }] });
  });

  it('a call that never comes back leaves the leg on record, holding its money', async () => {
    const { ref } = await desk.committed({ orderId: 'lost' });
    const legId = `${ref.cancellationId}/1`;
    const submit = () => Promise.reject(new Error('the process died'));
    const channel = { capabilities: CAPABILITIES, submit, query: submit };
    const steps = createRefundSteps({ refunds: desk.refunds, channels: new Map([['sandbox', channel]]) });
    await expect(quietEnvironment().run(steps.submitLeg, { ...ref, legId })).rejects.toThrow();
    expect(await seen(legId)).toMatchObject({ state: 'SUBMITTED', attempts: [{ kind: 'SUBMIT', outcome: null }] });
    expect(await desk.captures('lost')).toEqual({ cap_1: 4_500 });
  });
});
