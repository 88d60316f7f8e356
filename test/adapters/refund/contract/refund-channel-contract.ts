import { FAULTS, type ChannelUnderTest, type Lack } from './channel-under-test';
import type { Contract } from './contract-part';
import { describeFaults } from './faults-contract';
import { describeMoney } from './money-contract';
import { describeWebhooks } from './webhook-contract';

/** The peer as a file of tests starts it, once. */
export type StartChannel = () => Promise<ChannelUnderTest & { readonly stop: () => Promise<void> }>;

/** The contract that every refund channel keeps; `lacks` names what it or its peer can't be tested on. */
export function describeRefundChannel(name: string, start: StartChannel, lacks: readonly Lack[] = []): void {
  describe(`${name} as a refund channel`, () => {
    let started: (ChannelUnderTest & { readonly stop: () => Promise<void> }) | undefined;
    const under = (): ChannelUnderTest => {
      if (started === undefined) throw new Error(`${name} has not started`);
      return started;
    };
    const needs: Contract['needs'] = (...needed) =>
      needed.some((need) => lacks.includes(need)) ? () => undefined : it;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(async () => started?.stop());

    it(`lacks ${lacks.join(', ') || 'nothing'}, and nothing else`, () => {
      // Whether the peer compares requests under one key is seen by no data: that one is taken at its word.
      const told = lacks.filter((lack) => lack !== 'keyMismatch');
      expect([...told].sort()).toEqual(lackedBy(under()).sort());
    });
    describeMoney({ under, needs });
    describeFaults({ under, needs });
    describeWebhooks({ under, needs });
  });
}

function lackedBy({ channel, faults, refundedAt, authorize, webhook }: ChannelUnderTest): Lack[] {
  const lacked: Lack[] = FAULTS.filter((fault) => !faults.includes(fault));
  if (!refundedAt) lacked.push('books');
  if (!authorize) lacked.push('void');
  const { partial, minIntervalMs, queryMode } = channel.capabilities;
  if (!partial || minIntervalMs > 0) lacked.push('severalRefunds');
  if (queryMode === 'none') lacked.push('query', 'queryUnnamed');
  if (queryMode === 'providerRef') lacked.push('queryUnnamed');
  if (!webhook) return [...lacked, 'webhook', 'webhookTime', 'webhookAccount'];
  expect(channel.capabilities.webhook).toBeDefined();
  if (webhook.hasNoTime) lacked.push('webhookTime');
  if (!webhook.ofAnotherAccount) lacked.push('webhookAccount');
  return lacked;
}
