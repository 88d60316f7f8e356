import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { creditLeg } from '../../../../src/adapters/persistence/wallet/credit-leg';
import { openWalletChannels } from '../../../../src/adapters/persistence/wallet/own-channels';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import { waitFor } from '../../../support/wait-for';
import { describeRefundChannel } from '../../refund/contract/refund-channel-contract';
import { expectSumsFit, issue, openWallet, SHOP, spend, type Wallet } from './wallet';

const leg = (over: Partial<LegRequest> = {}): LegRequest => ({
  ...{ shopId: SHOP, orderId: 'o_1', legId: 'c_1/1', kind: 'refund', sourceId: 'gc', sourceAmount: 5_000 },
  ...{ amount: 1_500, currency: 'EUR', idempotencyKey: `rescind-${randomBytes(16).toString('hex')}` },
  ...over,
});

describe('a leg to a balance of our own', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await openWallet();
  });
  afterAll(() => wallet.close());
  const channel = (name: string) => {
    const found = openWalletChannels(wallet.db).get(name);
    if (found === undefined) throw new Error(`No channel ${name}`);
    return found;
  };

  /**
   * Starts these while the balance is held, lets go once all of them wait for it: whoever
   * comes second has seen no credit before.
   */
  const raced = async <T>(balanceId: string, runs: readonly (() => Promise<T>)[]): Promise<T[]> => {
    let running: Promise<T>[] = [];
    await wallet.db.transaction().execute(async (tx) => {
      await tx.selectFrom('balances').select('amount').where('balance_id', '=', balanceId).forUpdate().execute();
      running = runs.map((run) => run());
      await waitFor('every run to wait for the balance', async () => {
        const { rows } = await sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(wallet.db);
        return rows.length >= runs.length ? true : undefined;
      });
    });
    return Promise.all(running);
  };

  it('from two connections at once is one credit', async () => {
    await wallet.put('race', [issue('race_1', 5_000), spend('race_2', 5_000)]);
    const request = leg({ sourceId: 'race' });
    const other = openDatabase(wallet.url, { max: 1 });
    try {
      const credit = (db: Database) => () => inTransaction(db, (tx) => creditLeg(tx, 'GIFT_CARD', request));
      const answers = await raced('race', [credit(wallet.db), credit(other), credit(wallet.db)]);
      expect(new Set(answers.map(({ providerRef }) => providerRef)).size).toBe(1);
      expect(answers.every(({ outcome }) => outcome === 'succeeded')).toBe(true);
    } finally {
      await other.destroy();
    }
    expect(await wallet.read('race')).toMatchObject({ amount: 1_500 });
    expect((await wallet.entries('race')).filter(({ cause }) => cause === 'REFUND')).toEqual([
      { amount: 1_500, cause: 'REFUND', cause_id: request.idempotencyKey },
    ]);
    await expectSumsFit(wallet.db);
  });

  it('opens a closed card again', async () => {
    await wallet.put('closed', []);
    await wallet.db.updateTable('balances').set({ state: 'CLOSED' }).where('balance_id', '=', 'closed').execute();
    expect(await channel('gift-card').submit(leg({ sourceId: 'closed:pay_7' }))).toMatchObject({
      outcome: 'succeeded',
    });
    expect(await wallet.read('closed')).toMatchObject({ state: 'OPEN', amount: 1_500 });
  });

  it('under the same key with another amount or balance is a mismatch, and moves nothing', async () => {
    await wallet.put('one', []);
    await wallet.put('two', []);
    const request = leg({ sourceId: 'one' });
    const { providerRef } = await channel('gift-card').submit(request);
    for (const over of [{ amount: 1_501 }, { sourceId: 'two' }, { currency: 'USD' }]) {
      expect(await channel('gift-card').submit({ ...request, ...over })).toEqual({
        ...{ outcome: 'mismatch', code: 'KEY_REUSED', providerRef },
      });
    }
    expect([await wallet.read('one'), await wallet.read('two')]).toMatchObject([{ amount: 1_500 }, { amount: 0 }]);
  });

  it('to a card that is not there, of another kind or currency, is proven failed', async () => {
    await wallet.put('credit', [], 'STORE_CREDIT');
    await wallet.put('euros', []);
    const gift = channel('gift-card');
    expect(await gift.submit(leg({ sourceId: 'nowhere' }))).toEqual({ outcome: 'failed', code: 'BALANCE_UNKNOWN' });
    expect(await gift.submit(leg({ sourceId: 'credit' }))).toEqual({ outcome: 'failed', code: 'BALANCE_UNKNOWN' });
    expect(await gift.submit(leg({ sourceId: 'euros', currency: 'USD' }))).toEqual({
      ...{ outcome: 'failed', code: 'CURRENCY_MISMATCH' },
    });
    expect(await gift.submit(leg({ kind: 'void' }))).toMatchObject({ outcome: 'failed' });
  });

  it('to a store credit that is not there makes it, in the leg’s currency', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => channel('store-credit').submit(leg({ sourceId: 'new_customer', currency: 'CNY' }))),
    );
    expect(answers.every(({ outcome }) => outcome === 'succeeded')).toBe(true);
    expect(await wallet.read('new_customer')).toMatchObject({ kind: 'STORE_CREDIT', currency: 'CNY', amount: 3_000 });
    const usd = leg({ sourceId: 'new_customer', currency: 'USD' });
    expect(await channel('store-credit').submit(usd)).toEqual({ outcome: 'failed', code: 'CURRENCY_MISMATCH' });
    expect(await channel('store-credit').submit(leg({ sourceId: '漢字' }))).toEqual({
      ...{ outcome: 'failed', code: 'BALANCE_UNKNOWN' },
    });
  });
});

for (const [name, kind] of [
  ['gift-card', 'GIFT_CARD'],
  ['store-credit', 'STORE_CREDIT'],
] as const) {
  describeRefundChannel(name, async () => {
    const wallet = await openWallet();
    const channel = openWalletChannels(wallet.db).get(name);
    if (channel === undefined) throw new Error(`No channel ${name}`);
    let cards = 0;
    return {
      channel,
      currency: 'EUR',
      pay: async (amount) => {
        cards += 1;
        const balanceId = `card_${cards}`;
        await wallet.put(balanceId, [issue(`i_${cards}`, amount), spend(`s_${cards}`, amount)], kind);
        return { sourceId: `${balanceId}:payment`, sourceAmount: amount };
      },
      refundedAt: async (sourceId) =>
        (await wallet.entries(sourceId.split(':')[0] ?? ''))
          .filter(({ cause }) => cause === 'REFUND')
          .map(({ amount }) => amount),
      faults: [],
      inject: () => Promise.reject(new Error('Nothing is called')),
      stop: wallet.close,
    };
  }, [
    ...(['lostAnswer', 'resetBeforeSending', 'rateLimited', 'serverError', 'garbage', 'hugeAnswer'] as const),
    ...(['wrongContentType', 'void', 'webhook', 'webhookTime', 'webhookAccount'] as const),
  ]);
}
