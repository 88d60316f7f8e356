import { legKeyOf } from '../../../../src/adapters/persistence/leg-identity';
import { anotherLeg, expectRefundedOnce, named, newLeg, TAKEN } from './contract-legs';
import type { Contract } from './contract-part';

/** What a channel says of itself, and what it does when nothing goes wrong. */
export function describeMoney({ under, needs }: Contract): void {
  it('says of itself what the engine can obey', () => {
    const { capabilities } = under().channel;
    const key = legKeyOf('shop_1', 'c_1/1');
    expect(capabilities.channel).toMatch(/^[a-z][a-z-]{1,30}$/);
    expect(capabilities.kinds.length).toBeGreaterThan(0);
    expect(key.length).toBeLessThanOrEqual(capabilities.keyMaxLength);
    expect(key).toMatch(new RegExp(`^[${capabilities.keyCharset}]+$`));
    for (const name of ['maxRefunds', 'windowMs', 'callsPerSecond', 'keyRetentionMs'] as const) {
      expect(capabilities[name]).toBeGreaterThan(0);
    }
    expect(capabilities.minIntervalMs).toBeGreaterThanOrEqual(0);
    expect(capabilities.firstQueryDelayMs).toBeGreaterThanOrEqual(0);
    const [soonest, latest] = capabilities.arrivalDays;
    expect(soonest).toBeGreaterThanOrEqual(0);
    expect(latest).toBeGreaterThanOrEqual(soonest);
  });

  it('takes a leg on once, and names its refund', async () => {
    const leg = await newLeg(under());
    const answer = await under().channel.submit(leg);
    expect(TAKEN).toContain(answer.outcome);
    if (under().channel.capabilities.queryMode === 'providerRef') expect(answer.providerRef).toBeDefined();
    await expectRefundedOnce(under(), leg);
  });

  it('answers the same key with the same refund', async () => {
    const leg = await newLeg(under());
    const first = await under().channel.submit(leg);
    const again = await under().channel.submit(leg);
    expect(TAKEN).toContain(again.outcome);
    expect(again.providerRef).toBe(first.providerRef);
    await expectRefundedOnce(under(), leg);
  });

  needs('keyMismatch')('refuses another request under the same key', async () => {
    const leg = await newLeg(under());
    await under().channel.submit(leg);
    const { outcome } = await under().channel.submit({ ...leg, amount: leg.amount - 100 });
    expect(['mismatch', 'failed']).toContain(outcome);
    await expectRefundedOnce(under(), leg);
  });

  needs('books', 'severalRefunds')('makes two refunds of two legs that are alike', async () => {
    const leg = await newLeg(under());
    const first = await under().channel.submit(leg);
    const second = await under().channel.submit(anotherLeg(leg));
    expect(second.providerRef).not.toBe(first.providerRef);
    expect(await under().refundedAt?.(leg.sourceId)).toEqual([leg.amount, leg.amount]);
  });

  needs('query')('knows a leg again when it is asked', async () => {
    const { channel, settle } = under();
    const leg = await newLeg(under());
    const answer = await channel.submit(leg);
    await settle?.(named(leg, answer));
    const asked = await channel.query(named(leg, answer));
    expect(asked.outcome).toBe(settle || answer.outcome === 'succeeded' ? 'succeeded' : 'pending');
    expect(asked.providerRef).toBe(answer.providerRef);
  });

  needs('queryUnnamed')('knows nothing of a leg that was never sent, and does not call that a failure', async () => {
    expect((await under().channel.query(await newLeg(under()))).outcome).toBe('not_found');
  });

  needs('query')('does not believe a refund of another amount, currency or payment', async () => {
    const { channel, currency } = under();
    const leg = await newLeg(under());
    const sent = named(leg, await channel.submit(leg));
    const others = { amount: leg.amount - 100, currency: currency === 'EUR' ? 'USD' : 'EUR' };
    expect((await channel.query({ ...sent, amount: others.amount })).outcome).toBe('mismatch');
    expect((await channel.query({ ...sent, currency: others.currency })).outcome).toBe('mismatch');
    const { sourceId } = await newLeg(under());
    expect(['mismatch', 'not_found', 'ambiguous']).toContain((await channel.query({ ...sent, sourceId })).outcome);
  });

  needs('void')('releases an authorized payment once', async () => {
    const leg = await newLeg(under(), { kind: 'void' });
    const first = await under().channel.submit(leg);
    expect(TAKEN).toContain(first.outcome);
    expect(await under().channel.submit(leg)).toEqual(first);
  });
}
