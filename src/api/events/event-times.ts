/** The clocks of a stream of events, ms. */
export interface EventTimes {
  /** Between two looks at the database. */
  readonly everyMs: number;
  /** Between two signs of life. */
  readonly beatMs: number;
  /** Then the client asks anew, and is asked anew whether it still may. */
  readonly oldestMs: number;
}

export const EVENT_TIMES: EventTimes = { everyMs: 500, beatMs: 15_000, oldestMs: 600_000 };
