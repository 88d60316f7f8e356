/** An amount in minor units of its currency (cents, fen, yen): always a safe integer, never a float. */
export type Minor = number;
