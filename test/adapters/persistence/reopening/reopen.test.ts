import { readView } from '../../../../src/adapters/persistence/read-view';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { withdraw } from '../../../../src/adapters/persistence/steps/withdraw';
import { toReopening } from '../../../../src/client/to-reopening';
import { ROLES } from '../../../../src/domain/cancellation';
import { escalationDesk } from '../escalation/desk';
import { CUSTOMER, NOW, openBookshop, refOf, SHOP, SUPPORT, type Bookshop } from '../steps/bookshop';
import { reopeningDesk, VERA, WIM } from './desk';

let shop: Bookshop;
let desk: ReturnType<typeof reopeningDesk>;
beforeAll(async () => {
  shop = await openBookshop();
  desk = reopeningDesk(shop);
});
afterAll(() => shop.close());

const opened = (answer: object) => refOf(answer as { cancellationId: string });
const pulled = async (cancellationId: string) =>
  shop.db
    .selectFrom('timeline')
    .select(['reason', 'actor_id', 'details'])
    .where('cancellation_id', '=', cancellationId)
    .where('event', '=', 'LEVER_PULLED')
    .orderBy('entry_id')
    .execute();

describe('a rejection that two persons reopen', () => {
  it('is decided again by a new cancellation of the same, whatever its window', async () => {
    const ref = await desk.rejected('again');
    const approvalId = await desk.asked(ref);
    expect(await desk.openedBy(ref)).toEqual([]);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'REJECTED' });
    const answer = await desk.open(ref, approvalId);
    expect(answer).toMatchObject({ outcome: 'accepted', state: 'ARBITRATION' });
    expect(await desk.openedBy(ref)).toMatchObject([
      {
        state: 'ARBITRATION',
        waiting_on: 'OPERATOR',
        reason: 'CHANGED_MIND',
        initiator: 'CUSTOMER',
        reopening: approvalId,
      },
    ]);
    const next = opened(answer);
    expect(await readView(shop.db, ref)).toMatchObject({
      ...{ state: 'REJECTED', escalation: { escalatedBy: next.cancellationId, reopened: true } },
    });
    const view = await readView(shop.db, next);
    expect(view?.escalation).toEqual({
      ...{ escalates: ref.cancellationId, reopens: true, reopeningReason: 'New photos' },
    });
    expect(await shop.events(next.cancellationId)).toEqual(['REQUESTED', 'ACCEPTED', 'DECIDED']);
    const lever = { kind: 'arbitrate', merchantId: 'm_1', ruling: 'APPROVED' } as const;
    expect(await pullLever(shop.db)({ ...next, lever, actor: SUPPORT })).toMatchObject({ outcome: 'done' });
  });

  it('is told on its timeline by who asked and who allowed it; why, is kept apart', async () => {
    const ref = await desk.rejected('told');
    const approvalId = await desk.asked(ref);
    await desk.open(ref, approvalId);
    expect(await pulled(ref.cancellationId)).toEqual([
      { reason: 'reopen', actor_id: SUPPORT.id, details: { lever: { kind: 'reopen' }, approvalId } },
      {
        ...{ reason: 'approveReopening', actor_id: VERA.id },
        details: { lever: { kind: 'approveReopening', approvalId, decision: 'APPROVED' } },
      },
    ]);
    for (const table of ['timeline', 'outbox', 'approvals', 'cancellations'] as const) {
      expect(JSON.stringify(await shop.db.selectFrom(table).selectAll().execute())).not.toContain('New photos');
    }
  });

  it('may be one that an arbiter has upheld, and so may the reopened one be', async () => {
    const escalation = escalationDesk(shop);
    const rejected = await desk.rejected('upheld');
    const first = opened(await escalation.escalate(rejected));
    await desk.upheld(first);
    expect(await desk.ask(rejected)).toMatchObject({
      ...{ code: 'ALREADY_ESCALATED', details: { cancellationId: first.cancellationId } },
    });
    const second = opened(await desk.open(first, await desk.asked(first)));
    expect((await readView(shop.db, first))?.escalation).toEqual({
      ...{ escalates: rejected.cancellationId, escalatedBy: second.cancellationId, reopened: true },
      reopeningReason: 'New photos',
    });
    await desk.upheld(second);
    expect(await desk.open(second, await desk.asked(second, WIM))).toMatchObject({ state: 'ARBITRATION' });
  });

  it('is none that was taken back, or that goes on', async () => {
    await shop.putOrder({ orderId: 'states' });
    const ref = refOf(await shop.accepted('states'));
    const details = (state: string) => ({ code: 'LEVER_NOT_APPLICABLE', details: { state } });
    expect(await desk.ask(ref)).toMatchObject(details('AWAITING_DECISION'));
    await withdraw(shop.db)({ ...ref, actor: CUSTOMER });
    await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
    expect(await desk.ask(ref)).toMatchObject(details('WITHDRAWN'));
    expect(await desk.approvals(ref)).toEqual([]);
  });

  it('waits while another cancellation of the order is under way, and may be opened by the same approval after it', async () => {
    const ref = await desk.rejected('busy');
    const other = refOf(await shop.accepted('busy', { idempotencyKey: 'key-busy-2' }));
    const approvalId = await desk.asked(ref);
    expect(await desk.open(ref, approvalId)).toMatchObject({ code: 'CANCELLATION_ACTIVE' });
    expect(await desk.ask(ref, VERA)).toMatchObject({ code: 'LEVER_NOT_APPLICABLE', details: { approvalId } });
    await end(shop.db)({ ...other, outcome: 'WITHDRAWN' });
    expect(await desk.open(ref, approvalId)).toMatchObject({ outcome: 'accepted' });
    expect((await desk.openedBy(ref)).map(({ state }) => state).sort()).toEqual(['ARBITRATION', 'DENIED']);
  });
});

describe('two persons', () => {
  it('are needed: who asked may not allow it, in the code or in the database', async () => {
    const ref = await desk.rejected('own');
    const approvalId = await desk.asked(ref, VERA);
    expect(await desk.decide(ref, approvalId)).toEqual({
      ...{ outcome: 'refused', code: 'SECOND_PERSON_NEEDED', details: { approvalId } },
    });
    const planted = shop.db
      .updateTable('approvals')
      .set({ decision: 'APPROVED', decided_by: VERA.id, decided_role: VERA.role, decided_at: NOW })
      .where('approval_id', '=', approvalId)
      .execute();
    await expect(planted).rejects.toThrow('second_person');
    expect(await desk.open(ref, approvalId, WIM)).toMatchObject({ state: 'ARBITRATION' });
  });

  it('have the roles for it', async () => {
    const ref = await desk.rejected('roles');
    const asking = await Promise.all(
      ROLES.map(async (role) => {
        const answer = await desk.ask(ref, { id: 'one', role });
        return answer.outcome === 'refused' ? [] : [role];
      }),
    );
    expect(asking.flat().sort()).toEqual(['service', 'supervisor', 'support']);
    const [approval] = await desk.approvals(ref);
    const deciding = await Promise.all(
      ROLES.map(async (role) => {
        const answer = await desk.decide(ref, approval?.approval_id ?? '', { actor: { id: 'two', role } });
        return answer.outcome === 'refused' ? [] : [role];
      }),
    );
    expect(deciding.flat()).toEqual(['supervisor']);
  });

  it('who ask at once make one approval, and the same one asking again gets it again', async () => {
    const ref = await desk.rejected('race');
    const answers = await Promise.all([SUPPORT, SUPPORT, VERA, WIM].map((actor) => desk.ask(ref, actor)));
    const approvals = await desk.approvals(ref);
    expect(approvals).toMatchObject([{ action: 'REOPEN', subject: ref.cancellationId, decision: null }]);
    const asker = approvals[0]?.asked_by;
    const approvalId = approvals[0]?.approval_id;
    const expected = [SUPPORT, SUPPORT, VERA, WIM].map(({ id }) =>
      id === asker
        ? { outcome: 'asked', approvalId }
        : { outcome: 'refused', code: 'LEVER_NOT_APPLICABLE', details: { approvalId } },
    );
    expect(answers).toMatchObject(expected);
    expect(await pulled(ref.cancellationId)).toHaveLength(1);
  });

  it('who allow at once open one cancellation', async () => {
    const ref = await desk.rejected('both');
    const approvalId = await desk.asked(ref);
    const answers = await Promise.all([VERA, WIM, VERA, WIM].map((actor) => desk.open(ref, approvalId, actor)));
    const ids = answers.map((answer) => (answer as { cancellationId?: string }).cancellationId);
    const [row, ...others] = await desk.openedBy(ref);
    expect(others).toEqual([]);
    expect(ids).toEqual(Array.from(ids, () => row?.cancellation_id));
    expect(await pulled(ref.cancellationId)).toHaveLength(2);
  });

  it('may disagree: then all stays as it was, and it may be asked for anew', async () => {
    const ref = await desk.rejected('refused');
    const approvalId = await desk.asked(ref);
    expect(await desk.decide(ref, approvalId, { decision: 'REFUSED' })).toEqual({
      ...{ outcome: 'closed', state: 'REJECTED' },
    });
    expect(await desk.decide(ref, approvalId, { decision: 'REFUSED', actor: WIM })).toMatchObject({
      outcome: 'closed',
    });
    expect(await desk.open(ref, approvalId)).toMatchObject({
      ...{ code: 'LEVER_NOT_APPLICABLE', details: { decision: 'REFUSED' } },
    });
    expect(await desk.openedBy(ref)).toEqual([]);
    const second = await desk.asked(ref);
    expect(second).not.toBe(approvalId);
    expect(await desk.open(ref, second)).toMatchObject({ state: 'ARBITRATION' });
  });

  it('need not be asked a third time where nothing was opened: whoever allows it again opens the same', async () => {
    const ref = await desk.rejected('crash');
    const approvalId = await desk.asked(ref);
    // Allowed, and then the process was gone.
    const allowed = await desk.decide(ref, approvalId);
    if (allowed.outcome !== 'allowed') throw new Error(allowed.outcome);
    const { cancellationId } = ref;
    const meant = toReopening(
      { cancellationId, approvalId, escalated: allowed.escalated },
      { shopId: SHOP, actor: VERA },
    );
    expect(await desk.decide(ref, approvalId, { decision: 'REFUSED', actor: WIM })).toMatchObject({
      ...{ code: 'LEVER_NOT_APPLICABLE', details: { decision: 'APPROVED' } },
    });
    expect(await desk.open(ref, approvalId, SUPPORT)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(await desk.open(ref, approvalId, WIM)).toMatchObject({
      ...{ outcome: 'accepted', cancellationId: meant.cancellationId },
    });
    const again = { outcome: 'opened', state: 'REJECTED', cancellationId: meant.cancellationId };
    expect(await desk.open(ref, approvalId, VERA)).toEqual(again);
    expect(await desk.send(meant)).toMatchObject({ outcome: 'accepted', cancellationId: meant.cancellationId });
    expect(await desk.openedBy(ref)).toHaveLength(1);
  });

  it('allow what was asked for, and nothing that was put in its place', async () => {
    const ref = await desk.rejected('changed');
    const approvalId = await desk.asked(ref);
    const content = JSON.stringify({ escalates: ref.cancellationId, orderId: 'another' });
    await shop.db.updateTable('approvals').set({ content }).where('approval_id', '=', approvalId).execute();
    await expect(desk.decide(ref, approvalId)).rejects.toThrow('is not what was asked for');
    expect(await desk.decide(ref, 'none')).toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
    expect(await desk.decide({ ...ref, cancellationId: 'x' }, approvalId)).toMatchObject({
      ...{ code: 'CANCELLATION_NOT_FOUND' },
    });
  });
});

describe('a request that says it was reopened, whichever door it came through', () => {
  const forge = async (orderId: string) => {
    const ref = await desk.rejected(orderId);
    const approvalId = await desk.asked(ref);
    const { selection, reason, initiator } = await shop.row(ref.cancellationId);
    const escalated = { orderId, selection, reason, initiator, denied: 0 };
    const { cancellationId } = ref;
    const genuine = toReopening({ cancellationId, approvalId, escalated }, { shopId: SHOP, actor: VERA });
    let tries = 0;
    const send = (over: Partial<typeof genuine>) => {
      tries += 1;
      const own = { idempotencyKey: `forged-${orderId}-${tries}` };
      return desk.send({
        ...genuine,
        ...own,
        cancellationId: `${orderId}.${String(tries).padStart(16, '0')}`,
        ...over,
      });
    };
    return { ref, approvalId, genuine, send };
  };

  it('is refused until a second person has allowed it', async () => {
    const { ref, approvalId, genuine, send } = await forge('early');
    expect(await send({})).toMatchObject({ code: 'SECOND_PERSON_NEEDED', details: { approvalId } });
    expect(await send({ reopening: 'none' })).toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
    await desk.decide(ref, approvalId, { decision: 'REFUSED' });
    expect(await send({})).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    const second = await desk.asked(ref);
    await desk.decide(ref, second);
    expect(await send({ reopening: second })).toMatchObject({ outcome: 'accepted' });
    expect(await desk.send({ ...genuine, reopening: second })).toMatchObject({ code: 'ALREADY_ESCALATED' });
  });

  it('is refused to anybody else, for anything else, and of anything else', async () => {
    const { ref, approvalId, send } = await forge('else');
    const other = await desk.rejected('other');
    await desk.decide(ref, approvalId);
    expect(await send({ actor: CUSTOMER })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(await send({ actor: { ...SUPPORT, role: 'supervisor' } })).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    expect(await send({ reason: 'WRONG_ADDRESS' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await send({ orderId: 'other', escalates: other.cancellationId })).toMatchObject({
      ...{ code: 'APPROVAL_NOT_FOUND' },
    });
    expect(await send({ orderId: 'other' })).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
    const { escalates: _, ...unlinked } = (await forge('unlinked')).genuine;
    expect(await desk.send(unlinked)).toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
    expect(await desk.openedBy(ref)).toEqual([]);
    expect(await send({})).toMatchObject({ outcome: 'accepted', state: 'ARBITRATION' });
  });

  it('is refused where who allowed it had no role for that', async () => {
    const { ref, approvalId, send } = await forge('planted');
    await shop.db
      .updateTable('approvals')
      .set({ decision: 'APPROVED', decided_by: 'op_1', decided_role: 'operator', decided_at: NOW })
      .where('approval_id', '=', approvalId)
      .execute();
    expect(await send({})).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    expect(await desk.openedBy(ref)).toEqual([]);
  });
});
