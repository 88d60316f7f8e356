import type { ChannelCapabilities } from '../../domain/channel';

/** What the book of cancellations is told from outside. */
export interface BookOptions {
  /** Left out: the clock of this machine. */
  readonly clock?: () => Date;
  /** A channel's days until the customer has the money: soonest and latest. Left out: five to ten, what cards take. */
  readonly arrivalDays?: (channel: string) => readonly [number, number];
  /** Are these days on which banks work? Left out: no. */
  readonly inBusinessDays?: (channel: string) => boolean;
  /** What a channel can do, to tell when a leg is planned that it can't go that way. Left out: every leg can. */
  readonly capabilities?: (channel: string) => ChannelCapabilities | undefined;
}

export type BookSettings = Required<BookOptions>;

/** Options with what was left out. */
export function settingsOf(options: BookOptions = {}): BookSettings {
  return {
    clock: options.clock ?? (() => new Date()),
    arrivalDays: options.arrivalDays ?? (() => [5, 10]),
    inBusinessDays: options.inBusinessDays ?? (() => false),
    capabilities: options.capabilities ?? (() => undefined),
  };
}
