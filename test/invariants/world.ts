import type { ChannelAnswer } from '../../src/domain/refund-leg';
import type { RefundEvent } from '../../src/ports/refund-book';
import type { LegRequest } from '../../src/ports/refund-channel';

/** What happens to one call: before the provider hears of it, at the provider, or on the way back. */
export const FAULTS = [
  'none',
  'none',
  'pending',
  'declined',
  'not_sent',
  'rate_limited',
  'server_error',
  'lost_answer',
  'wrong_amount_echoed',
] as const;

/** `another_refund`: the answer is about a refund that is not this leg's, as "already refunded" may be. */
export type Fault = (typeof FAULTS)[number] | 'another_refund';

/** A refund as it really happened. */
interface Moved {
  readonly request: Request;
  readonly providerRef: string;
  state: 'pending' | 'succeeded' | 'failed';
}

type Request = Omit<LegRequest, 'signal' | 'providerRef'>;

/** A provider that keeps its rules, and writes down whenever we break them: the truth that our books are held to. */
export class World {
  readonly refunds = new Map<string, Moved>();
  /** Messages that it has sent; they may be delivered late, twice, in any order, or never. */
  readonly messages: RefundEvent[] = [];
  readonly broken: string[] = [];
  private readonly captured = new Map<string, number>();

  capture(sourceId: string, amount: number): void {
    this.captured.set(sourceId, amount);
  }

  submit({ signal: _signal, providerRef: _known, ...request }: LegRequest, fault: Fault): ChannelAnswer {
    if (fault === 'not_sent' || fault === 'rate_limited') return { outcome: fault };
    if (fault === 'server_error') return { outcome: 'ambiguous', code: 'SERVER_ERROR' };
    const known = this.refunds.get(request.idempotencyKey);
    if (known !== undefined && JSON.stringify(known.request) !== JSON.stringify(request)) {
      this.broken.push(`4: another request under the key of ${known.request.legId}`);
    }
    const moved = known ?? this.take(request, fault);
    if (fault === 'lost_answer') return { outcome: 'ambiguous', code: 'TIMED_OUT' };
    if (fault === 'wrong_amount_echoed' && known === undefined) {
      return { outcome: 'mismatch', code: 'AMOUNT_MISMATCH', providerRef: moved.providerRef };
    }
    return answerOf(moved);
  }

  query({ idempotencyKey }: LegRequest, fault: Fault): ChannelAnswer {
    if (fault !== 'none' && fault !== 'another_refund') return { outcome: 'ambiguous', code: 'TIMED_OUT' };
    const moved = this.refunds.get(idempotencyKey);
    if (moved === undefined) return { outcome: 'not_found' };
    return fault === 'none'
      ? answerOf(moved)
      : { outcome: 'succeeded', providerRef: `${moved.providerRef}_of_another` };
  }

  /** What is pending comes to its end; with `false`, also what had succeeded comes back (R12). */
  settle(which: number, succeeds: boolean): void {
    const all = [...this.refunds.values()].filter(
      ({ state }) => state === 'pending' || (!succeeds && state !== 'failed'),
    );
    const moved = all[which % Math.max(1, all.length)];
    if (moved !== undefined) this.move(moved, succeeds ? 'succeeded' : 'failed');
  }

  settleAll(): void {
    for (const moved of this.refunds.values()) if (moved.state === 'pending') this.move(moved, 'succeeded');
  }

  /** Refunded and not come back, minor units. */
  refundedOf(sourceId: string): number {
    return [...this.refunds.values()]
      .filter(({ request, state }) => request.sourceId === sourceId && state !== 'failed')
      .reduce((sum, { request }) => sum + request.amount, 0);
  }

  private take(request: Request, fault: Fault): Moved {
    const moved: Moved = { request, providerRef: `re_${this.refunds.size + 1}_${request.legId}`, state: 'pending' };
    this.refunds.set(request.idempotencyKey, moved);
    const captured = this.captured.get(request.sourceId) ?? 0;
    if (fault === 'declined') this.move(moved, 'failed');
    else if (this.refundedOf(request.sourceId) > captured) {
      this.broken.push(`1: more than ${captured} refunded of ${request.sourceId}`);
    } else if (fault !== 'pending') this.move(moved, 'succeeded');
    return moved;
  }

  private move(moved: Moved, state: 'succeeded' | 'failed'): void {
    moved.state = state;
    const { idempotencyKey, amount, currency, sourceId } = moved.request;
    this.messages.push({
      ...{ source: 'sandbox', eventId: `ev_${idempotencyKey}_${this.messages.length}`, body: {} },
      ...{ reference: idempotencyKey, answer: answerOf(moved), amount, currency, sourceId },
    });
  }
}

function answerOf({ state, providerRef }: Moved): ChannelAnswer {
  return { outcome: state, providerRef };
}
