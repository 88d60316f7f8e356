import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BegunCall, CallAnswer, CallAnswers, KeyedCall } from '../../../ports/call-answers';
import type { Sealer } from '../../secrets/sealer';
import type { Database } from '../database';
import { claimCall, storeAnswer, withdrawClaim, type StoredAnswer } from './call-rows';

interface CallAnswerOptions {
  /** Undefined: what would have to be sealed is not kept. */
  readonly sealer: Sealer | undefined;
  /** How long somebody who never comes back holds a key, ms: longer than any call takes. */
  readonly leaseMs?: number;
  /** How long a call waits for another one's answer, ms. */
  readonly waitMs?: number;
}

const LEASE_MS = 60_000;
const WAIT_MS = 10_000;
const RETRY_AFTER_MS = 2_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

/**
 * Keeps answers for 24 hours in `idempotency_keys`. Whoever writes a key's row first runs; the row has its answer
 * afterwards, or is gone. No transaction and no connection is held meanwhile, so that any number of calls may be under
 * way; a holder that dies gives way when its lease is over.
 */
export function createCallAnswers(db: Database, options: CallAnswerOptions): CallAnswers {
  const { sealer, leaseMs = LEASE_MS, waitMs = WAIT_MS } = options;
  return {
    begin: async (call) => {
      const deadline = Date.now() + waitMs;
      const claimId = randomUUID();
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
        const claim = await claimCall(db, call, { claimId, leaseMs });
        if (claim.outcome === 'claimed') return running(db, { call, claimId, sealer });
        if (claim.outcome === 'answered') return { outcome: 'answered', answer: opened(claim.answer, call, sealer) };
        if (claim.outcome === 'reused') return { outcome: 'reused' };
        if (Date.now() + pause >= deadline) return { outcome: 'busy', retryAfterMs: RETRY_AFTER_MS };
        await delay(pause);
      }
    },
  };
}

interface Running {
  readonly call: KeyedCall;
  readonly claimId: string;
  readonly sealer: Sealer | undefined;
}

function running(db: Database, { call, claimId, sealer }: Running): BegunCall {
  const release = () => withdrawClaim(db, call, claimId);
  return {
    outcome: 'run',
    release,
    keep: (answer) => {
      const json = JSON.stringify(answer);
      if (!call.secret) return storeAnswer(db, call, { claimId, answer: { json } });
      if (sealer === undefined) return release();
      const sealed = sealer.seal(Buffer.from(json), placeOf(call)).toString('base64');
      return storeAnswer(db, call, { claimId, answer: { sealed } });
    },
  };
}

function opened(stored: StoredAnswer, call: KeyedCall, sealer: Sealer | undefined): CallAnswer {
  if ('json' in stored) return JSON.parse(stored.json) as CallAnswer;
  if (sealer === undefined) throw new Error('A kept answer is sealed, and there is no key to open it with');
  return JSON.parse(sealer.open(Buffer.from(stored.sealed, 'base64'), placeOf(call)).toString()) as CallAnswer;
}

function placeOf({ shopId, scope, key }: KeyedCall): string[] {
  return ['idempotency_keys', shopId, scope, key];
}
