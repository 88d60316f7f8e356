/** Sends what is due, in this process, from `start` to the end of `stop`. */
export interface Dispatcher {
  /** `report` hears of faults of ours, such as a database that is away; it goes on by itself. */
  readonly start: (report: (fault: unknown) => void) => void;
  /** Ends soon: what is under way gets a little time, and is else given back to be sent by another process. */
  readonly stop: () => Promise<void>;
}
