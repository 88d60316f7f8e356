import { createReopeningBook } from '../../src/adapters/persistence/reopening/reopening-book';
import { readView } from '../../src/adapters/persistence/read-view';
import { toReopening } from '../../src/client/to-reopening';
import type { Actor } from '../../src/domain/cancellation';
import { startEngine, type Engine } from '../support/engine';
import { ended, UNTOUCHED } from '../support/engine-ending';
import { openScene, sceneFor, SERVICE, SUPPORT, type Scene } from '../support/engine-scene';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

const VERA: Actor = { id: 'v_1', role: 'supervisor' };
const SILENT = { decisionMs: 1_500, onTimeout: 'ESCALATE', escalationWindowMinutes: 0 } as const;

async function asked({ ref }: Scene): Promise<string> {
  const answer = await createReopeningBook(engine.db).ask({ ...ref, reason: 'New photos', actor: SUPPORT });
  if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer));
  return answer.approvalId;
}

/** What the API makes of a reopening that this one allows. */
async function reopeningOf({ order, ref }: Scene, approvalId: string, actor: Actor = VERA): Promise<Scene> {
  const decided = await createReopeningBook(engine.db).decide({ ...ref, approvalId, decision: 'APPROVED', actor });
  if (decided.outcome !== 'allowed') throw new Error(JSON.stringify(decided));
  const { escalated } = decided;
  const allowed = { cancellationId: ref.cancellationId, approvalId, escalated };
  return sceneFor(engine, order, toReopening(allowed, { shopId: ref.shopId, actor }));
}

it.concurrent('a rejection that no window lets anybody escalate is reopened, ruled on, and refunded', async () => {
  const first = await openScene(engine, { connected: true, policy: { escalationWindowMinutes: 0 } });
  await first.ask();
  await first.reject();
  await ended(first);
  const approvalId = await asked(first);
  const made = await reopeningOf(first, approvalId);
  // A backend that sends it in its own name, or one that nobody has allowed, gets no further than the database.
  expect(await made.as(SERVICE).request({ ...made.request, actor: SERVICE, ...forged(made, 1) })).toMatchObject({
    code: 'ROLE_NOT_ALLOWED',
  });
  const unasked = { reopening: `${first.ref.cancellationId}/approval/9` };
  expect(await made.as(VERA).request({ ...made.request, ...unasked, ...forged(made, 2) })).toMatchObject({
    code: 'APPROVAL_NOT_FOUND',
  });
  // The process that allowed it may be gone before it opens it; two others allow it again.
  const others = [VERA, { id: 'v_2', role: 'supervisor' }] as const;
  const scenes = await Promise.all(others.map((actor) => reopeningOf(first, approvalId, actor)));
  const [second = made] = scenes;
  const answers = await Promise.all(scenes.map((scene) => scene.as(VERA).request(scene.request)));
  const opened = { outcome: 'accepted', state: 'ARBITRATION', cancellationId: second.ref.cancellationId };
  expect(answers).toMatchObject([opened, opened]);
  await second.reaches('ARBITRATION');
  expect(await second.pull({ kind: 'arbitrate', merchantId: 'm_1', ruling: 'APPROVED' })).toMatchObject({
    outcome: 'done',
  });
  const { account } = await ended(second);
  expect(account.state).toBe('SETTLED');
  expect(account.reading).toEqual({ state: 'CANCELLED', refund: 'COMPLETED' });
  expect(await readView(engine.db, first.ref)).toMatchObject({
    state: 'REJECTED',
    escalation: { escalatedBy: second.ref.cancellationId, reopened: true },
  });
});

it.concurrent('one that an arbiter has upheld stays as it is where the second person refuses', async () => {
  const scene = await openScene(engine, { policy: SILENT });
  await scene.ask();
  await scene.reaches('ARBITRATION');
  await scene.pull({ kind: 'arbitrate', merchantId: 'm_1', ruling: 'UPHELD' });
  const before = (await ended(scene)).account;
  const approvalId = await asked(scene);
  const refusal = { ...scene.ref, approvalId, decision: 'REFUSED', actor: VERA } as const;
  expect(await createReopeningBook(engine.db).decide(refusal)).toEqual({ outcome: 'closed', state: 'UPHELD' });
  const { account } = await ended(scene);
  expect(account).toMatchObject({ ...UNTOUCHED, state: 'UPHELD' });
  expect(account.decisions).toEqual(before.decisions);
  await expect(reopeningOf(scene, approvalId)).rejects.toThrow('REFUSED');
});

/** Another key, and so another run, of somebody who makes requests up. */
function forged({ request }: Scene, time: number) {
  const { orderId } = request;
  return {
    idempotencyKey: `forged-${orderId}-${time}`,
    cancellationId: `${orderId}.${String(time).padStart(16, '0')}`,
  };
}
