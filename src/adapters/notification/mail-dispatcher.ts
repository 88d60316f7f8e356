import type { ClaimedMail, Letter, MailBook, MailResult, WrittenMail } from '../../ports/mails';
import { createDispatchLoop } from '../dispatch/dispatch-loop';
import type { PostMail } from './smtp';
import type { Posted } from './smtp-fault';

/** Of this process at once: servers limit the connections of one sender. */
const AT_ONCE = 5;
const EVENTS_AT_ONCE = 200;
/** Longer than an attempt may take, and what has to be written of it. */
const LEASE_MS = 120_000;
const LONGEST_MS = 60_000;
/** What was done with is kept for so long, ms: 30 days. */
const KEPT_MS = 30 * 86_400_000;

export interface MailDispatcherParts {
  readonly book: MailBook;
  /** Rejects where it can't be written now. */
  readonly write: (letter: Letter) => Promise<WrittenMail>;
  /** Left out: mails are written and kept, none is sent. */
  readonly post?: PostMail;
  readonly clock: () => Date;
}

/** Tells people of events by e-mail, each at most once, and forgets old mails. */
export function createMailDispatcher(parts: MailDispatcherParts): ReturnType<typeof createDispatchLoop<ClaimedMail>> {
  const { book, clock } = parts;
  return createDispatchLoop<ClaimedMail>({
    atOnce: AT_ONCE,
    clock,
    take: async (room) => {
      const done = await book.spread(clock(), EVENTS_AT_ONCE);
      if (room === 0) return { items: [], done: 0 };
      return { items: await book.claim({ now: clock(), leaseMs: LEASE_MS, limit: room }), done };
    },
    send: (mail, signal) => send(parts, mail, signal),
    tidy: () => book.prune(new Date(clock().getTime() - KEPT_MS)),
  });
}

async function send(parts: MailDispatcherParts, mail: ClaimedMail, signal: AbortSignal): Promise<void> {
  const { book, clock } = parts;
  if (signal.aborted) {
    await book.release(mail, clock());
    return;
  }
  const result = await attempt(parts, mail, signal);
  if (result !== undefined) await book.record(mail, clock(), result);
}

async function attempt(
  { book, write, post, clock }: MailDispatcherParts,
  mail: ClaimedMail,
  signal: AbortSignal,
): Promise<MailResult | undefined> {
  const read = await book.read(mail, clock());
  if (read.outcome === 'skip') return { outcome: 'skipped', code: read.code };
  const { letter } = read;
  const written = await write(letter);
  if (post === undefined) return { outcome: 'kept', mail: { ...written, to: letter.to } };
  const posted = await post(
    { ...written, mailId: mail.mailId, to: letter.to },
    {
      begin: () => book.begin(mail, new Date(clock().getTime() + LEASE_MS)),
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
    },
  );
  return resultOf(posted);
}

function resultOf(posted: Posted): MailResult | undefined {
  if (posted.outcome === 'lost') return undefined;
  return posted.outcome === 'taken' ? { outcome: 'sent' } : posted;
}
