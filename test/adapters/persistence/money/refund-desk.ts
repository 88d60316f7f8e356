import { createCancellationBook } from '../../../../src/adapters/persistence/cancellation-book';
import type { OwnChannel } from '../../../../src/adapters/persistence/own-channel';
import { createRefundBook } from '../../../../src/adapters/persistence/refund-book';
import type { ChannelAnswer, LegState } from '../../../../src/domain/refund-leg';
import type { CancellationBook, CancellationRef, CommitResult } from '../../../../src/ports/cancellation-book';
import type { NewOrder } from '../../../../src/ports/order-book';
import type { RefundBook } from '../../../../src/ports/refund-book';
import type { ChannelCapabilities } from '../../../../src/ports/refund-channel';
import { MERCHANT, openBookshop, refOf, type Bookshop, NOW } from '../steps/bookshop';

export const CAPABILITIES: ChannelCapabilities = {
  channel: 'sandbox',
  kinds: ['refund', 'void'],
  partial: true,
  maxRefunds: Infinity,
  minIntervalMs: 0,
  windowMs: Infinity,
  callsPerSecond: 100,
  keyRetentionMs: 24 * 3_600_000,
  keyMaxLength: 64,
  keyCharset: '0-9A-Za-z_-',
  queryMode: 'ownRef',
  firstQueryDelayMs: 1_000,
  completion: 'async',
  reconcile: 'query',
  arrivalDays: [5, 10],
};

export interface Desk extends Bookshop {
  readonly book: CancellationBook;
  readonly refunds: RefundBook;
  /** The same, where the books of channel `sandbox` are our own. */
  readonly bookWith: (own: OwnChannel) => RefundBook;
  readonly decide: (ref: CancellationRef, outcomes: Readonly<Record<string, 'APPROVED' | 'REJECTED'>>) => Promise<void>;
  /** Puts an order, accepts its cancellation and lets these merchants approve. */
  readonly approved: (over: Partial<NewOrder>, merchants?: readonly string[]) => Promise<CancellationRef>;
  /** The same, committed. */
  readonly committed: (over: Partial<NewOrder>, merchants?: readonly string[]) => Promise<Committed>;
  /** A committed cancellation of an order of its own, which one capture paid: it has one leg. */
  readonly oneLeg: () => Promise<OneLeg>;
  readonly begin: (
    ref: CancellationRef,
    legId: string,
    call?: 'submit' | 'query',
  ) => ReturnType<RefundBook['beginAttempt']>;
  /** The same, to send it through a channel that is different in this. */
  readonly beginAt: (
    over: Partial<ChannelCapabilities>,
    ref: CancellationRef,
    legId: string,
  ) => ReturnType<RefundBook['beginAttempt']>;
  /** Sends a leg and gets this answer. */
  readonly send: (ref: CancellationRef, legId: string, answer: ChannelAnswer) => Promise<LegState>;
  readonly leg: (legId: string) => ReturnType<typeof readLeg>;
  readonly attempts: (legId: string) => ReturnType<typeof readAttempts>;
  readonly balances: (ref: CancellationRef) => Promise<Record<string, number>>;
  readonly captures: (orderId: string) => Promise<Record<string, number>>;
}

type Done = Extract<CommitResult, { outcome: 'committed' }>;
export type Committed = { readonly ref: CancellationRef } & Done;
export type OneLeg = Committed & { readonly orderId: string; readonly legId: string };

function readLeg(desk: Bookshop, legId: string) {
  return desk.db.selectFrom('refund_legs').selectAll().where('leg_id', '=', legId).executeTakeFirstOrThrow();
}

function readAttempts(desk: Bookshop, legId: string) {
  return desk.db.selectFrom('refund_attempts').selectAll().where('leg_id', '=', legId).orderBy('attempt').execute();
}

/** A bookshop whose cancellations go on past the pivot. */
export async function openDesk(): Promise<Desk> {
  const shop = await openBookshop();
  const book = createCancellationBook(shop.db, { clock: () => NOW });
  const refunds = createRefundBook(shop.db);
  const decide: Desk['decide'] = async (ref, outcomes) => {
    for (const [merchantId, outcome] of Object.entries(outcomes)) {
      const rejected = outcome === 'REJECTED' ? { rejectionReason: 'OTHER' as const } : {};
      const receivedAt = NOW.toISOString();
      const input = { ...ref, merchantId, outcome, door: 'API' as const, actor: MERCHANT, receivedAt, ...rejected };
      const result = await book.recordDecision(input);
      if (result.outcome !== 'recorded') throw new Error(JSON.stringify(result));
    }
  };
  const approved: Desk['approved'] = async (over, merchants = ['m_1', 'm_2']) => {
    await shop.putOrder(over);
    const ref = refOf(await shop.accepted(over.orderId ?? 'o_1'));
    await decide(ref, Object.fromEntries(merchants.map((merchantId) => [merchantId, 'APPROVED'])));
    return ref;
  };
  const begin: Desk['begin'] = (ref, legId, call = 'submit') =>
    refunds.beginAttempt({ ...ref, legId, call }, () => CAPABILITIES);
  const beginAt: Desk['beginAt'] = (over, ref, legId) =>
    refunds.beginAttempt({ ...ref, legId, call: 'submit' }, () => ({ ...CAPABILITIES, ...over }));
  const bookWith: Desk['bookWith'] = (own) => createRefundBook(shop.db, { ownChannels: new Map([['sandbox', own]]) });
  const committed: Desk['committed'] = async (over, merchants) => {
    const ref = await approved(over, merchants);
    const result = await book.commit(ref);
    if (result.outcome !== 'committed') throw new Error(JSON.stringify(result));
    return { ref, ...result };
  };
  let orders = 0;
  return {
    ...shop,
    ...{ book, refunds, bookWith, decide, approved, committed, begin, beginAt },
    oneLeg: async () => {
      orders += 1;
      const orderId = `one-leg-${orders}`;
      const one = await committed({ orderId });
      return { ...one, orderId, legId: `${one.ref.cancellationId}/1` };
    },
    send: async (ref, legId, answer) => {
      const begun = await begin(ref, legId);
      if (begun.outcome !== 'call') throw new Error(JSON.stringify(begun));
      return (await refunds.recordAnswer({ ...ref, legId, attempt: begun.attempt, answer })).state;
    },
    leg: (legId) => readLeg(shop, legId),
    attempts: (legId) => readAttempts(shop, legId),
    balances: async ({ cancellationId }) => {
      const rows = await shop.db
        .selectFrom('ledger_entries')
        .select(({ fn }) => ['account', fn.sum<string>('amount').as('balance')])
        .where('cancellation_id', '=', cancellationId)
        .groupBy('account')
        .execute();
      return Object.fromEntries(rows.map(({ account, balance }) => [account, Number(balance)]));
    },
    captures: async (orderId) => {
      const rows = await shop.db.selectFrom('captures').selectAll().where('order_id', '=', orderId).execute();
      return Object.fromEntries(rows.map(({ capture_id, committed }) => [capture_id, committed]));
    },
  };
}
