/** What goes back to the caller. `body` is JSON text already: the database builds most of them. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** HANG_UP closes the socket without an answer, SILENCE keeps it open without one. */
export type Reply = Answer | 'HANG_UP' | 'SILENCE';

/** A JSON answer from a value. */
export function answer(status: number, body: unknown): Answer {
  return { status, body: JSON.stringify(body) };
}

/** A refusal with a stable code and whatever else helps the caller, e.g. which fields were wrong. */
export function refusal(status: number, code: string, details: Readonly<Record<string, unknown>> = {}): Answer {
  return answer(status, { error: { code, ...details } });
}
