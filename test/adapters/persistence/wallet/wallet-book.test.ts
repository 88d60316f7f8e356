import { expectSumsFit, issue, openWallet, SHOP, spend, type Wallet } from './wallet';

describe('the wallet', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await openWallet();
  });
  afterAll(() => wallet.close());

  it('issues and spends each movement once, however often it is sent', async () => {
    expect(await wallet.put('once', [])).toMatchObject({ outcome: 'created', balance: { amount: 0, state: 'OPEN' } });
    const movements = [issue('m_1', 5_000), spend('m_2', 1_200)];
    const answers = await Promise.all([1, 2, 3].map(() => wallet.put('once', movements)));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['unchanged', 'unchanged', 'updated']);
    expect(await wallet.read('once')).toEqual({
      ...{ balanceId: 'once', kind: 'GIFT_CARD', currency: 'EUR', state: 'OPEN', amount: 3_800, held: 0 },
    });
    expect(await wallet.entries('once')).toHaveLength(2);
    await expectSumsFit(wallet.db);
  });

  it('refuses to spend more than is there, and keeps nothing of such a request', async () => {
    const answer = await wallet.put('poor', [issue('p_1', 1_000), spend('p_2', 1_001)]);
    expect(answer).toMatchObject({ code: 'AMOUNT_INVALID', details: { field: 'movements.1.amount', left: 1_000 } });
    expect(await wallet.read('poor')).toBeUndefined();
    expect(await wallet.entries('poor')).toEqual([]);
  });

  it('never spends twice at once what is there once', async () => {
    await wallet.put('race', [issue('r_0', 1_000)]);
    const answers = await Promise.all([1, 2, 3, 4].map((n) => wallet.put('race', [spend(`r_${n}`, 600)])));
    expect(answers.filter(({ outcome }) => outcome === 'updated')).toHaveLength(1);
    expect(await wallet.read('race')).toMatchObject({ amount: 400 });
  });

  it('refuses a movement’s id with another amount, or on another balance', async () => {
    await wallet.put('first', [issue('taken', 100)]);
    const reused = { code: 'IDEMPOTENCY_KEY_REUSED', details: { field: 'movements.0.movementId' } };
    expect(await wallet.put('first', [issue('taken', 101)])).toMatchObject(reused);
    expect(await wallet.put('second', [issue('taken', 100)])).toMatchObject(reused);
  });

  it('refuses another kind, another currency and no currency', async () => {
    await wallet.put('card', []);
    expect(await wallet.put('card', [], 'STORE_CREDIT')).toMatchObject({
      code: 'BALANCE_NOT_FOUND',
      details: { kind: 'GIFT_CARD' },
    });
    const put = (currency: string) =>
      wallet.book.putBalance({ shopId: SHOP, balanceId: 'card' }, { kind: 'GIFT_CARD', currency, movements: [] });
    expect(await put('USD')).toMatchObject({ code: 'CURRENCY_MISMATCH', details: { balanceCurrency: 'EUR' } });
    expect(await put('XYZ')).toMatchObject({ code: 'CURRENCY_UNKNOWN' });
  });

  it('lets the database refuse a balance below zero and an entry that is changed', async () => {
    await wallet.put('fixed', [issue('f_1', 10)]);
    const set = wallet.db.updateTable('balances').where('balance_id', '=', 'fixed');
    await expect(set.set({ amount: -1 }).execute()).rejects.toThrow('check constraint');
    await expect(set.set({ held: 11, held_by: 'x' }).execute()).rejects.toThrow('held_is_there');
    await expect(wallet.db.deleteFrom('balance_entries').execute()).rejects.toThrow(/append|only/i);
  });
});
