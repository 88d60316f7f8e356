import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Response } from 'express';
import type { KeyIdentity } from '../../ports/api-key-store';
import { isWithin, type ChangePosition, type ChangeScope } from '../../ports/change-reader';
import { API_PARTS, type ApiParts } from '../api-parts';
import { Problem } from '../problem/problem';
import { createChangeHub, type Batch, type ChangeHub } from './change-hub';
import { EVENT_TIMES, type EventTimes } from './event-times';
import { openEventStream, type EventStream } from './event-stream';
import { missedChanges } from './missed-changes';

/** Open streams of one caller, in this process. */
const MOST_STREAMS = 20;

const RETRY_MS = 5_000;

/** Streams of changes: one look at the database for all of this process, each told what is for it. */
@Injectable()
export class EventsService implements OnModuleDestroy {
  private readonly hub: ChangeHub;
  private readonly streams = new Set<EventStream>();
  private readonly open = new Map<string, number>();
  private isClosed = false;

  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'changes' | 'eventTimes'>) {
    this.hub = createChangeHub(parts.changes, this.times.everyMs);
  }

  /** Streams end at once when the process is told to end: nobody waits for them. */
  onModuleDestroy(): void {
    this.isClosed = true;
    this.hub.close();
    for (const stream of this.streams) stream.end();
  }

  /** Tells a caller of what changes from `lastEventId` on, or from now on, until one of the two goes away. */
  async stream(caller: KeyIdentity, ask: StreamAsk): Promise<void> {
    const leave = this.enter(caller);
    const scope = scopeOf(caller, ask.cancellationId);
    // What is found while the past is read is told after it.
    let waiting: Batch[] | undefined = [];
    const hear = (batch: Batch): void => {
      if (waiting === undefined) tellBatch(stream, scope, batch);
      else waiting.push(batch);
    };
    const heard = await this.hub.listen(hear).catch((error: unknown) => {
      leave();
      throw error;
    });
    const stream = openEventStream(ask.response);
    this.keep(stream, ask.response, () => {
      heard.end();
      leave();
    });
    try {
      await this.catchUp(stream, scope, { position: heard.position, lastEventId: ask.lastEventId });
    } catch {
      // The answer has begun: the client asks again, from where it stood.
      stream.end();
      return;
    }
    for (const batch of waiting) tellBatch(stream, scope, batch);
    waiting = undefined;
  }

  private async catchUp(
    stream: EventStream,
    scope: ChangeScope,
    { position, lastEventId }: { readonly position: ChangePosition; readonly lastEventId: number | undefined },
  ): Promise<void> {
    // A number that was never given out, such as one of another database, is none to go by.
    if (lastEventId === undefined || lastEventId > position) {
      stream.reached(position);
      return;
    }
    const missed = await missedChanges(this.parts.changes, scope, lastEventId);
    for (const change of missed.items) stream.tell(change, lastEventId);
    if (missed.isTooMuch) stream.reset(position);
    else stream.reached(position);
  }

  private keep(stream: EventStream, response: Response, leave: () => void): void {
    this.streams.add(stream);
    const beat = setInterval(stream.beat, this.times.beatMs);
    const age = setTimeout(stream.end, this.times.oldestMs);
    const gone = (): void => {
      clearInterval(beat);
      clearTimeout(age);
      this.streams.delete(stream);
      leave();
    };
    if (response.closed) gone();
    else response.once('close', gone);
    if (this.isClosed) stream.end();
  }

  /** @throws Problem RATE_LIMITED where this caller has as many as it may. */
  private enter({ shopId, actor, orderId }: KeyIdentity): () => void {
    const caller = JSON.stringify([shopId, actor.role, actor.id, orderId ?? '']);
    const open = this.open.get(caller) ?? 0;
    if (open >= MOST_STREAMS) {
      throw new Problem('RATE_LIMITED', { retryAfterMs: RETRY_MS, details: { class: 'streams', limit: MOST_STREAMS } });
    }
    this.open.set(caller, open + 1);
    return () => {
      const left = (this.open.get(caller) ?? 1) - 1;
      if (left > 0) this.open.set(caller, left);
      else this.open.delete(caller);
    };
  }

  private get times(): EventTimes {
    return { ...EVENT_TIMES, ...this.parts.eventTimes };
  }
}

export interface StreamAsk {
  /** Left out: of all that the caller may see. */
  readonly cancellationId?: string;
  readonly lastEventId: number | undefined;
  readonly response: Response;
}

/** A customer hears of its order, a merchant of what it has a part in, everybody else of the shop's. */
function scopeOf({ shopId, actor, merchantId, orderId }: KeyIdentity, cancellationId?: string): ChangeScope {
  return {
    shopId,
    ...(cancellationId === undefined ? {} : { cancellationId }),
    ...(actor.role === 'merchant' ? { merchantId: merchantId ?? '' } : {}),
    ...(actor.role === 'customer' ? { orderId: orderId ?? '' } : {}),
  };
}

function tellBatch(stream: EventStream, scope: ChangeScope, { items, from, position }: Batch): void {
  const own = items.filter((change) => isWithin(scope, change));
  for (const change of own) stream.tell(change, from);
  if (own.length > 0) stream.reached(position);
}
