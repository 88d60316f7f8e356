import { setTimeout as wait } from 'node:timers/promises';
import { refusal, type Answer, type Reply } from './answer';
import type { Fault } from './fault';
import type { FaultRules, Subject } from './fault-rules';

/** One thing that a sandbox was asked to do. */
export interface Act {
  readonly operation: string;
  readonly subject: Subject;
  /** Used where a `refuse` rule names no code. */
  readonly refusalCode: string;
  /** Does it; with a code, refuses it as the real one would (and remembers that). */
  readonly run: (refusalCode: string | undefined) => Promise<Answer>;
}

/** Does the act, with whatever fault its rules hold for it. */
export async function perform(faults: FaultRules, act: Act): Promise<Reply> {
  const fault = faults.pick(act.operation, act.subject);
  switch (fault?.kind) {
    case 'timeout_before':
      return 'SILENCE';
    case 'server_error':
      return refusal(500, 'server_error');
    case 'rate_limit':
      return rateLimited(fault);
    case 'delay':
      await wait(fault.ms, undefined, { ref: false });
      return act.run(undefined);
    case 'refuse':
      return act.run(fault.code ?? act.refusalCode);
    case 'lost_answer':
      await act.run(undefined);
      return 'HANG_UP';
    case 'garbage':
      return { ...(await act.run(undefined)), status: 200, body: '<html>502 Bad Gateway' };
    case 'wrong_amount':
      return withWrongAmount(await act.run(undefined));
    case undefined:
      return act.run(undefined);
  }
}

function rateLimited({ retryAfterMs }: Fault): Answer {
  const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1000)), 'retry-after-ms': String(retryAfterMs) };
  return { ...refusal(429, 'rate_limited'), headers };
}

function withWrongAmount(answer: Answer): Answer {
  return {
    ...answer,
    body: answer.body.replace(/("amount"\s*:\s*)(\d+)/g, (_, name: string, amount: string) => {
      return name + String(Number(amount) + 1);
    }),
  };
}
