import type { PostMail } from '../../../src/adapters/notification/smtp';
import { createGate, waitFor } from '../../support/wait-for';
import { openMailDesk, type MailDesk } from './mail-desk';

let desk: MailDesk;
beforeEach(async () => (desk = await openMailDesk()));
afterEach(() => desk.close());

const MINUTE = 60_000;

async function oneMail(): Promise<void> {
  await desk.order('o_1');
  await desk.shop.accepted('o_1');
}

describe('several processes at once', () => {
  it('send each mail once', async () => {
    for (let index = 1; index <= 8; index += 1) {
      await desk.order(`o_${index}`, { email: `customer${index}@example.com` });
      await desk.shop.accepted(`o_${index}`);
    }
    const processes = [1, 2, 3].map(() => desk.openDispatcher());
    const faults: unknown[] = [];
    for (const one of processes) one.start((fault) => faults.push(fault));
    const isDone = async () => (await desk.states()).filter(([, state]) => state === 'SENT').length >= 8 || undefined;
    await waitFor('8 mails', isDone).finally(() => Promise.all(processes.map((one) => one.stop())));
    expect(faults).toEqual([]);
    expect(desk.server.received.flatMap(({ to }) => to).sort()).toEqual(
      Array.from({ length: 8 }, (_value, index) => `customer${index + 1}@example.com`),
    );
  });

  it('make no second mail of an event that is told again', async () => {
    await oneMail();
    await desk.send();
    await desk.db.updateTable('outbox').set({ mailed_at: null }).execute();
    await desk.send();
    expect(desk.server.received).toHaveLength(1);
  });
});

describe('a process that dies', () => {
  it('before the first byte leaves its mail to another', async () => {
    await oneMail();
    await desk.book.spread(desk.now(), 10);
    const ask = () => ({ now: desk.now(), leaseMs: MINUTE, limit: 5 });
    expect(await desk.book.claim(ask())).toHaveLength(1);
    await desk.send();
    expect(desk.server.received).toEqual([]);
    desk.pass(MINUTE);
    await desk.send();
    expect(desk.server.received).toHaveLength(1);
  });

  it('after it has a mail that nobody sends again, and the list says so', async () => {
    await oneMail();
    const gone: PostMail = async (_mail, { begin }) => {
      await begin();
      throw new Error('The process is dead');
    };
    const dead = desk.openDispatcher(gone);
    await dead.turn();
    await dead.idle();
    expect(await desk.states()).toEqual([['REQUEST_RECEIVED', 'SENDING', null]]);
    desk.pass(10 * MINUTE);
    await desk.send();
    expect(desk.server.received).toEqual([]);
    expect(await desk.states()).toEqual([['REQUEST_RECEIVED', 'UNKNOWN', 'SENDER_DIED']]);
  });

  it('and is not so dead after all changes nothing of what another one has', async () => {
    await oneMail();
    await desk.book.spread(desk.now(), 10);
    const claim = async () => {
      const [mail] = await desk.book.claim({ now: desk.now(), leaseMs: MINUTE, limit: 5 });
      if (mail === undefined) throw new Error('Nothing was claimed');
      return mail;
    };
    const dead = await claim();
    desk.pass(MINUTE);
    const living = await claim();
    expect(await desk.book.begin(dead, desk.now())).toBe(false);
    expect(await desk.book.record(dead, desk.now(), { outcome: 'refused', code: 'SMTP_550' })).toBe('PENDING');
    await desk.book.release(dead, desk.now());
    expect(await desk.book.begin(living, desk.now())).toBe(true);
    expect(await desk.book.record(living, desk.now(), { outcome: 'sent' })).toBe('SENT');
  });

  it('whose lease is over sends nothing once another has its mail', async () => {
    await oneMail();
    const gate = createGate();
    const slow = desk.openDispatcher(async (mail, posting) => {
      await gate.opened;
      return desk.smtp(mail, posting);
    });
    await slow.turn();
    desk.pass(3 * MINUTE);
    await desk.send();
    expect(desk.server.received).toHaveLength(1);
    gate.open();
    await slow.idle();
    expect(desk.server.received).toHaveLength(1);
    expect(await desk.states()).toEqual([['REQUEST_RECEIVED', 'SENT', null]]);
  });
});

describe('a server that', () => {
  it('takes a mail and is gone is not sent it again', async () => {
    desk.server.answers.data = 'drop';
    await oneMail();
    await desk.send();
    expect(await desk.states()).toEqual([['REQUEST_RECEIVED', 'UNKNOWN', 'CONNECTION_LOST']]);
    desk.server.answers.data = undefined;
    desk.pass(60 * MINUTE);
    await desk.send();
    expect(desk.server.received).toHaveLength(1);
  });

  it.each([['recipient'], ['data']] as const)('puts off at %s is tried again later', async (at) => {
    desk.server.answers[at] = 451;
    await oneMail();
    await desk.send();
    expect(await desk.states()).toEqual([['REQUEST_RECEIVED', 'PENDING', 'SMTP_451']]);
    desk.server.answers[at] = undefined;
    desk.pass(9_000);
    await desk.send();
    expect(desk.server.received).toEqual([]);
    desk.pass(1_000);
    await desk.send();
    expect(desk.server.received).toHaveLength(1);
  });

  it('puts off for a day is given up', async () => {
    desk.server.answers.recipient = 450;
    await oneMail();
    for (const minutes of [0, 1, 1, 5, 30, 120, 360, 720]) {
      desk.pass(minutes * MINUTE);
      await desk.send();
    }
    expect(await desk.states()).toEqual([['REQUEST_RECEIVED', 'FAILED', 'SMTP_450']]);
    expect(desk.server.connections()).toBe(8);
  });

  it.each([['recipient'], ['data']] as const)('refuses at %s is not asked again', async (at) => {
    desk.server.answers[at] = 550;
    await oneMail();
    await desk.send();
    desk.pass(24 * 60 * MINUTE);
    await desk.send();
    expect(await desk.states()).toEqual([['REQUEST_RECEIVED', 'FAILED', 'SMTP_550']]);
    expect(desk.server.connections()).toBe(1);
    const rows = await desk.db.selectFrom('mails').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('eve@example.com');
  });

  it('is away is tried again', async () => {
    await oneMail();
    await desk.server.close();
    await desk.send();
    expect(await desk.states()).toEqual([['REQUEST_RECEIVED', 'PENDING', 'CONNECTION_FAILED']]);
  });
});

it('what was done with is forgotten after 30 days', async () => {
  await oneMail();
  await desk.send();
  desk.pass(30 * 24 * 60 * MINUTE - 1_000);
  await desk.send();
  expect(await desk.states()).toHaveLength(1);
  desk.pass(2 * 60 * MINUTE);
  await desk.send();
  expect(await desk.states()).toEqual([]);
});
