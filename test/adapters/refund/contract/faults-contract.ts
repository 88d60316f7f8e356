import type { Fault } from './channel-under-test';
import { expectRefundedOnce, newLeg, resolve, TAKEN } from './contract-legs';
import type { Contract } from './contract-part';

/** An answer that can't be read proves nothing, whatever its status says. */
const UNREADABLE: Readonly<Partial<Record<Fault, string>>> = {
  serverError: 'a server error',
  garbage: 'an answer that breaks off',
  hugeAnswer: 'an answer of 10 MB',
  wrongContentType: 'a page where an answer is due',
};

/** What a channel does when the network or the provider fails: nothing is lost, nothing is paid twice. */
export function describeFaults({ under, needs }: Contract): void {
  needs('lostAnswer')('makes one refund of a leg whose answer was lost', async () => {
    const leg = await newLeg(under());
    await under().inject('lostAnswer');
    expect((await under().channel.submit(leg)).outcome).toBe('ambiguous');
    expect(TAKEN).toContain((await resolve(under(), leg)).outcome);
    await expectRefundedOnce(under(), leg);
  });

  needs('lostAnswer')('makes one refund of a lost answer that is sent again at once', async () => {
    const leg = await newLeg(under());
    await under().inject('lostAnswer');
    await under().channel.submit(leg);
    expect(TAKEN).toContain((await under().channel.submit(leg)).outcome);
    await expectRefundedOnce(under(), leg);
  });

  needs('rateLimited')('waits as long as the provider wants', async () => {
    const leg = await newLeg(under());
    await under().inject('rateLimited');
    const answer = await under().channel.submit(leg);
    expect(answer.outcome).toBe('rate_limited');
    expect(answer.retryAfterMs).toBeGreaterThan(0);
    expect(TAKEN).toContain((await under().channel.submit(leg)).outcome);
    await expectRefundedOnce(under(), leg);
  });

  needs('resetBeforeSending')('makes one refund of a leg whose connection was reset', async () => {
    const leg = await newLeg(under());
    await under().inject('resetBeforeSending');
    expect(['not_sent', 'ambiguous']).toContain((await under().channel.submit(leg)).outcome);
    expect(TAKEN).toContain((await resolve(under(), leg)).outcome);
    await expectRefundedOnce(under(), leg);
  });

  for (const [fault, words] of Object.entries(UNREADABLE) as [Fault, string][]) {
    needs(fault)(`takes ${words} for no answer, and makes one refund in the end`, async () => {
      const leg = await newLeg(under());
      await under().inject(fault);
      const answer = await under().channel.submit(leg);
      expect(answer).toMatchObject({ outcome: 'ambiguous', code: expect.stringMatching(/^\w{1,64}$/) as string });
      expect(TAKEN).toContain((await resolve(under(), leg)).outcome);
      await expectRefundedOnce(under(), leg);
    });

    needs(fault, 'query')(`takes ${words} for no answer when it asks`, async () => {
      const leg = await newLeg(under());
      const { providerRef } = await under().channel.submit(leg);
      const asked = providerRef === undefined ? leg : { ...leg, providerRef };
      await under().inject(fault);
      expect((await under().channel.query(asked)).outcome).toBe('ambiguous');
    });
  }
}
