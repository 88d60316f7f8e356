import { setTimeout as pause } from 'node:timers/promises';
import { ENDED_STATES, type CancellationState } from '../../domain/cancellation';
import type { CancellationView, LegView } from '../../domain/cancellation-view';
import { merchantsOf } from '../../domain/order-merchants';
import type { RefusalCode } from '../../domain/refusals';
import type { CancellationsDoor } from '../cancellations-door';
import type { DemoRole } from './role';

/** How one order's cancellation went. */
export interface Played {
  readonly role: DemoRole;
  readonly cancellationId?: string;
  /** The state it was last seen in. */
  readonly state: CancellationState;
  readonly code?: RefusalCode;
  /** From asking to the answer, ms. */
  readonly acceptMs: number;
  readonly levers: number;
  /** A call that did not go as it should. */
  readonly fault?: string;
}

const PATIENCE_MS = 120_000;
const FIRST_PAUSE_MS = 150;
const LONGEST_PAUSE_MS = 1_200;

/** Plays one role to its end through the client, as a customer, merchants and support would; never throws. */
export async function play(cancellations: CancellationsDoor, role: DemoRole): Promise<Played> {
  const startedAt = performance.now();
  let acceptMs = 0;
  try {
    const { orderId } = role.order;
    const ask = { orderId, reason: 'CHANGED_MIND' as const, ...(role.selection && { selection: role.selection }) };
    const answer = await cancellations.request(ask, `demo-${orderId}`);
    acceptMs = performance.now() - startedAt;
    if (answer.outcome === 'refused') return { role, state: 'DENIED', code: answer.code, acceptMs, levers: 0 };
    const { cancellationId } = answer;
    const refusal = await act(cancellations, { role, cancellationId, merchants: merchantsOf(answer.quote.units) });
    const end = await follow(cancellations, { role, cancellationId });
    return { role, cancellationId, acceptMs, ...end, ...(refusal && { fault: refusal }) };
  } catch (error) {
    return { role, state: 'REQUESTED', acceptMs, levers: 0, fault: (error as Error).message };
  }
}

interface Act {
  readonly role: DemoRole;
  readonly cancellationId: string;
  readonly merchants: readonly string[];
}

/** What merchants or the customer do; the first refusal that they got, in words. */
async function act(
  cancellations: CancellationsDoor,
  { role, cancellationId, merchants }: Act,
): Promise<string | undefined> {
  if (role.story === 'WITHDRAWN') {
    const answer = await cancellations.withdraw(cancellationId);
    return answer.outcome === 'refused' ? `withdraw: ${answer.code}` : undefined;
  }
  const decision =
    role.story === 'APPROVED'
      ? ({ outcome: 'APPROVED' } as const)
      : ({ outcome: 'REJECTED', rejectionReason: 'IN_PRODUCTION' } as const);
  for (const merchantId of merchants.filter((id) => !role.silent.includes(id))) {
    const answer = await cancellations.decide(cancellationId, { merchantId, ...decision });
    if (answer.outcome === 'refused') return `decide: ${answer.code}`;
  }
  return undefined;
}

async function follow(
  cancellations: CancellationsDoor,
  { role, cancellationId }: { role: DemoRole; cancellationId: string },
): Promise<{ state: CancellationState; levers: number; fault?: string }> {
  const deadline = Date.now() + PATIENCE_MS;
  const pulled = new Set<string>();
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(1.5 * wait, LONGEST_PAUSE_MS)) {
    await pause(wait);
    const view = await cancellations.get(cancellationId);
    if ('outcome' in view) return { state: 'REQUESTED', levers: pulled.size, fault: `get: ${view.code}` };
    const { state } = view;
    if ((ENDED_STATES as readonly string[]).includes(state)) return { state, levers: pulled.size };
    if (Date.now() > deadline) {
      return { state, levers: pulled.size, fault: `still ${state} after ${PATIENCE_MS / 1000} s` };
    }
    for (const leg of refusedLegs(view).filter(({ legId }) => !pulled.has(legId))) {
      pulled.add(leg.legId);
      const answer = await pull(cancellations, { role, cancellationId, legId: leg.legId });
      if (answer.outcome === 'refused') return { state, levers: pulled.size, fault: `lever: ${answer.code}` };
    }
  }
}

function refusedLegs({ state, legs }: CancellationView): LegView[] {
  return state === 'NEEDS_HUMAN' ? legs.filter((leg) => leg.state === 'FAILED' && leg.replacedBy === undefined) : [];
}

function pull(
  cancellations: CancellationsDoor,
  { role, cancellationId, legId }: { role: DemoRole; cancellationId: string; legId: string },
) {
  if (role.lever !== 'recordManualRefund') return cancellations.pull(cancellationId, { kind: 'retryRefund', legId });
  return cancellations.pull(cancellationId, {
    kind: 'recordManualRefund',
    legId,
    reference: `by-hand-${role.order.orderId}`,
  });
}
