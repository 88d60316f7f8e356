import type { ChannelUnderTest, Lack } from './channel-under-test';

/** How the parts of the contract reach the channel, and what they leave out. */
export interface Contract {
  readonly under: () => ChannelUnderTest;
  /** `it`, or `it.skip` where this is lacking. */
  readonly needs: (...needed: readonly Lack[]) => jest.It;
}
