import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { createOfferBook } from '../../src/adapters/persistence/offers/offer-book';
import { progressQuery } from '../../workflows/cancel-order/messages';
import { startEngine, type Engine } from '../support/engine';
import { ended, told, UNTOUCHED } from '../support/engine-ending';
import { waitFor } from '../support/wait-for';
import { CUSTOMER, merchant, openScene, type Scene } from '../support/engine-scene';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

const TERMS = { kind: 'PARTIAL_REFUND', amount: 1_000, currency: 'USD' } as const;

/** The merchant makes an offer through the API: the row, then the run is told. */
async function offer(scene: Scene): Promise<string> {
  const act = { ...scene.ref, actor: merchant(), receivedAt: new Date().toISOString() };
  const made = await createOfferBook(engine.db).makeOffer({
    ...act,
    merchantId: 'm_1',
    terms: TERMS,
    note: 'For less?',
  });
  if (made.outcome === 'refused') throw new Error(made.code);
  await scene.as(merchant()).tellDecided(scene.ref.cancellationId);
  await scene.reaches('OFFERED');
  return made.offer.offerId;
}

const answer = (scene: Scene, offerId: string, said: 'ACCEPTED' | 'DECLINED') =>
  scene.as(CUSTOMER).answerOffer(scene.ref.cancellationId, { offerId, answer: said });

it.concurrent(
  'an offer that the customer accepts ends the request, and the order goes ahead, at the shop too',
  async () => {
    const scene = await openScene(engine, { connected: true });
    await scene.ask();
    const offerId = await offer(scene);
    expect(await answer(scene, offerId, 'ACCEPTED')).toMatchObject({ outcome: 'recorded', answer: 'ACCEPTED' });
    const { result, account } = await ended(scene, 'offer-accepted');
    expect(result).toEqual({ cancellationId: scene.ref.cancellationId, outcome: 'WITHDRAWN' });
    expect(account).toMatchObject(UNTOUCHED);
    expect(account.shop).toMatchObject({ state: 'open', heldBy: null });
    expect(told(account)).toEqual(expect.arrayContaining(['OFFER_MADE by merchant', 'OFFER_ACCEPTED by customer']));
    expect(JSON.stringify(await scene.handle.fetchHistory())).not.toContain('For less?');
  },
);

it.concurrent(
  'an offer that is declined goes back to the merchant, who approves, and the money goes back',
  async () => {
    const scene = await openScene(engine);
    await scene.ask();
    const offerId = await offer(scene);
    expect(await scene.approve()).toMatchObject({ outcome: 'refused', code: 'NOT_AWAITING_DECISION' });
    expect(await answer(scene, offerId, 'DECLINED')).toMatchObject({ outcome: 'recorded' });
    expect(await answer(scene, offerId, 'ACCEPTED')).toMatchObject({ code: 'OFFER_ANSWERED' });
    expect(await scene.approve()).toMatchObject({ outcome: 'recorded' });
    const { account } = await ended(scene, 'offer-declined');
    expect(account.state).toBe('SETTLED');
  },
);

it.concurrent('an offer that nobody answers expires, and the merchant’s clock goes on', async () => {
  const scene = await openScene(engine, { policy: { offerMs: 1_200, onTimeout: 'REJECT' } });
  await scene.ask();
  await offer(scene);
  await scene.reaches('AWAITING_DECISION');
  expect(await scene.reject()).toMatchObject({ outcome: 'recorded' });
  const { account } = await ended(scene, 'offer-expired');
  expect(account).toMatchObject({ ...UNTOUCHED, state: 'REJECTED' });
  expect(told(account)).toContain('OFFER_EXPIRED by system');
});

it.concurrent('the customer may withdraw while there is an offer', async () => {
  const scene = await openScene(engine);
  await scene.ask();
  await offer(scene);
  expect(await scene.withdraw()).toEqual({ outcome: 'withdrawn' });
  const { account } = await ended(scene);
  expect(account).toMatchObject({ ...UNTOUCHED, state: 'WITHDRAWN' });
});

it.concurrent('an answer through the API is followed, and a deadline that the merchant has put off', async () => {
  const scene = await openScene(engine, { policy: { decisionMs: 12_000, onTimeout: 'REJECT', extensionMinutes: 60 } });
  await scene.ask();
  const act = { ...scene.ref, receivedAt: new Date().toISOString() };
  const extended = await createOfferBook(engine.db).extendDeadline({
    ...act,
    ...{ merchantId: 'm_1', minutes: 60, actor: merchant() },
  });
  expect(extended).toMatchObject({ outcome: 'extended' });
  // Nobody tells the run: at the deadline that it knows, it finds the later one.
  const known = async () => (await scene.handle.query(progressQuery)).deadline;
  const later = 'deadline' in extended ? extended.deadline : '';
  await waitFor('the run to know', async () => ((await known()) === later ? later : undefined));
  expect(await scene.state()).toBe('AWAITING_DECISION');
  const offerId = await offer(scene);
  const input = { ...scene.ref, offerId, answer: 'ACCEPTED', door: 'API', actor: CUSTOMER } as const;
  await createCancellationBook(engine.db).answerOffer({ ...input, receivedAt: new Date().toISOString() });
  await scene.as(CUSTOMER).tellDecided(scene.ref.cancellationId);
  const { account } = await ended(scene);
  expect(account).toMatchObject({ ...UNTOUCHED, state: 'WITHDRAWN' });
});

it.concurrent('support gives more time by a lever', async () => {
  const scene = await openScene(engine, { policy: { decisionMs: 60_000 } });
  await scene.ask();
  const lever = { kind: 'extendDeadline', merchantId: 'm_1', minutes: 60 } as const;
  expect(await scene.pull(lever)).toMatchObject({ outcome: 'done', state: 'AWAITING_DECISION' });
  expect(await scene.pull(lever)).toMatchObject({ outcome: 'done' });
  const { deadline = '' } = await scene.handle.query(progressQuery);
  expect(Date.parse(deadline)).toBeGreaterThan(Date.now() + 2 * 3_600_000);
  await scene.approve();
  expect((await ended(scene)).account.state).toBe('SETTLED');
});
