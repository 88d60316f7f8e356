/** What became of a request to stop a parcel (R18). UNKNOWN is no answer: ask again, never assume. */
export type InterceptionOutcome = 'STOPPED' | 'ALREADY_OUT' | 'DELIVERED' | 'UNKNOWN';
