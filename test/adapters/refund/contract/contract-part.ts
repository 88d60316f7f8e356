import type { ChannelUnderTest, Lack } from './channel-under-test';

/** Adds a test of the contract. */
export type AddTest = (name: string, test: () => Promise<void>) => void;

/** How the parts of the contract reach the channel, and what they leave out. */
export interface Contract {
  readonly under: () => ChannelUnderTest;
  /** Adds tests where nothing of this is lacking; what is lacking has a test of its own that says so. */
  readonly needs: (...needed: readonly Lack[]) => AddTest;
}
