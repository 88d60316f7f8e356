import { answerOfferUpdate, decideUpdate, progressQuery, withdrawUpdate } from '../../workflows/cancel-order/messages';
import { makeFakeOffer, pendingPart } from '../support/fake-book';
import { attributesOf, toJsonHistory, typeOf } from '../support/history-json';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { HOUR, MINUTE, onSkippedTime, type SetUp, type Skipped } from '../support/skipped-time';

quietRuntime();

const MERCHANT = { id: 'm-1', role: 'merchant' } as const;
const CUSTOMER = { id: 'c-1', role: 'customer' } as const;

const asked: SetUp = (now) => ({ state: { parts: [pendingPart('m-1', now + 24 * HOUR, 'REJECT')] } });

/** After four of its 24 hours the merchant offers something; the customer has six hours to think. */
async function offered({ fakes, handle, startedAt, ...run }: Skipped): Promise<void> {
  await run.sleep(4 * HOUR);
  makeFakeOffer(fakes.state, startedAt + 4 * HOUR, 6 * HOUR);
  await handle.signal('decided');
  await run.reaches('OFFERED');
}

const answer = ({ handle }: Skipped, said: 'ACCEPTED' | 'DECLINED', offerId = 'ofr_1') =>
  handle.executeUpdate(answerOfferUpdate, { args: [{ offerId, answer: said, actor: CUSTOMER }] });

const hoursAfter = (startedAt: number, at = '') => (Date.parse(at) - startedAt) / HOUR;

it('waits for the customer while an offer is open, and ends withdrawn when it is accepted', async () => {
  const history = await onSkippedTime('offer-accepted', asked, async (run) => {
    await offered(run);
    expect(await run.handle.query(progressQuery)).toMatchObject({
      ...{ state: 'OFFERED', waitingOn: 'CUSTOMER', mayAnswerOffer: true, mayWithdraw: true },
      offer: { offerId: 'ofr_1', state: 'OPEN' },
      deadline: run.fakes.state.offer?.deadline,
    });
    expect(await answer(run, 'ACCEPTED')).toEqual({ outcome: 'recorded', answer: 'ACCEPTED', state: 'OFFERED' });
    expect(await run.outcome()).toMatchObject({ outcome: 'WITHDRAWN' });
    expect(run.fakes.state.ended).toBe('WITHDRAWN');
    expect(run.fakes.callsOf('commit')).toEqual([]);
  });
  if (history === undefined) return;
  expect(history).toBeReadable();
  const stages = toJsonHistory(history).events.filter((event) => typeOf(event) === 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES');
  expect(stages.map((event) => JSON.stringify(attributesOf(event))).filter((text) => text.length > 0)).toHaveLength(3);
});

it('asks the merchant again when the offer is declined, with what was left of its clock', async () => {
  const history = await onSkippedTime('offer-declined', asked, async (run) => {
    await offered(run);
    await run.sleep(HOUR);
    expect(await answer(run, 'DECLINED')).toMatchObject({ outcome: 'recorded' });
    await run.reaches('AWAITING_DECISION');
    const { deadline } = await run.handle.query(progressQuery);
    // Four hours were used, and one stood still.
    expect(hoursAfter(run.startedAt, deadline)).toBeGreaterThanOrEqual(25);
    expect(hoursAfter(run.startedAt, deadline)).toBeLessThan(25.5);
    const input = { merchantId: 'm-1', outcome: 'APPROVED', actor: MERCHANT } as const;
    expect(await run.handle.executeUpdate(decideUpdate, { args: [input] })).toMatchObject({ outcome: 'recorded' });
    expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
  });
  if (history !== undefined) expect(history).toBeReadable();
});

it('lets the offer expire by itself, then the merchant’s own clock, which stood still meanwhile', async () => {
  const history = await onSkippedTime('offer-expired', asked, async (run) => {
    await offered(run);
    expect(await run.outcome()).toMatchObject({ outcome: 'REJECTED' });
    const [expired, ...more] = run.fakes.callsOf('answerOffer');
    expect(more).toEqual([]);
    expect(expired).toMatchObject({ answer: 'EXPIRED', door: 'TIMEOUT', offerId: 'ofr_1' });
    expect(hoursAfter(run.startedAt, expired?.receivedAt)).toBeGreaterThanOrEqual(10);
    const timeOuts = run.fakes.callsOf('recordDecision');
    expect(timeOuts).toHaveLength(1);
    // 24 hours of its own, and the six of the customer's.
    expect(hoursAfter(run.startedAt, timeOuts[0]?.receivedAt)).toBeGreaterThanOrEqual(30);
    expect(hoursAfter(run.startedAt, timeOuts[0]?.receivedAt)).toBeLessThan(30 + MINUTE / HOUR);
  });
  if (history !== undefined) expect(history).toBeReadable();
});

it('does not take a merchant’s time to be up that an offer has stopped, though nobody has told it of the offer', async () => {
  await onSkippedTime('offer-unheard', asked, async (run) => {
    await run.sleep(23 * HOUR);
    makeFakeOffer(run.fakes.state, run.startedAt + 23 * HOUR, 6 * HOUR);
    await run.reaches('OFFERED', HOUR);
    expect(run.fakes.callsOf('recordDecision')).toMatchObject([{ door: 'TIMEOUT' }]);
    expect(run.fakes.state.flags).toEqual([]);
    await answer(run, 'ACCEPTED');
    expect(await run.outcome()).toMatchObject({ outcome: 'WITHDRAWN' });
  });
});

it('follows an answer that came through the API, and a withdrawal while the customer thinks', async () => {
  await onSkippedTime('offer-answered-elsewhere', asked, async (run) => {
    await offered(run);
    const { offer } = run.fakes.state;
    if (offer === undefined) throw new Error('There is no offer');
    run.fakes.state.offer = { ...offer, state: 'ACCEPTED' };
    run.fakes.state.withdrawn = true;
    await run.handle.signal('decided');
    expect(await run.outcome()).toMatchObject({ outcome: 'WITHDRAWN' });
    expect(run.fakes.callsOf('answerOffer')).toEqual([]);
  });
  await onSkippedTime('offer-withdrawn', asked, async (run) => {
    await offered(run);
    const withdrawn = await run.handle.executeUpdate(withdrawUpdate, { args: [{ actor: CUSTOMER }] });
    expect(withdrawn).toEqual({ outcome: 'withdrawn' });
    expect(await run.outcome()).toMatchObject({ outcome: 'WITHDRAWN' });
  });
});

it('tells an answer to another offer, and goes on waiting', async () => {
  await onSkippedTime('offer-wrong', asked, async (run) => {
    await offered(run);
    expect(await answer(run, 'ACCEPTED', 'ofr_9')).toMatchObject({ outcome: 'refused', code: 'OFFER_NOT_FOUND' });
    expect((await run.handle.query(progressQuery)).state).toBe('OFFERED');
    await answer(run, 'DECLINED');
    expect(await run.outcome()).toMatchObject({ outcome: 'REJECTED' });
  });
});

it('waits until the later deadline once support has put it off, and tells the step which deadline it knew', async () => {
  const history = await onSkippedTime('deadline-extended', asked, async (run) => {
    const before = run.fakes.state.parts[0]?.deadline;
    const pulled = await run.pull({ kind: 'extendDeadline', merchantId: 'm-1', minutes: 120 });
    expect(pulled).toMatchObject({ outcome: 'done' });
    expect(run.fakes.callsOf('pullLever')).toMatchObject([{ deadline: before }]);
    await run.pull({ kind: 'extendDeadline', merchantId: 'm-1', minutes: 120 });
    expect(await run.outcome()).toMatchObject({ outcome: 'REJECTED' });
    const timeOuts = run.fakes.callsOf('recordDecision');
    expect(timeOuts).toHaveLength(1);
    expect(hoursAfter(run.startedAt, timeOuts[0]?.receivedAt)).toBeGreaterThanOrEqual(28);
  });
  if (history !== undefined) expect(history).toBeReadable();
});
