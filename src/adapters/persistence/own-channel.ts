import type { ChannelAnswer } from '../../domain/refund-leg';
import type { LegRequest } from '../../ports/refund-channel';
import type { Transaction } from './database';

/**
 * A channel whose books are our own (capability `own`: gift cards, store credit). It is credited in the very
 * transaction that records the attempt and its answer, so that nothing can be lost between them.
 */
export interface OwnChannel {
  /**
   * Credits the leg once, by its idempotency key, however often it is asked. Order, capture and leg are locked by the
   * caller. Answers `succeeded` or a proven `failed`; anything unexpected is thrown and undoes the whole attempt.
   */
  readonly credit: (tx: Transaction, request: Omit<LegRequest, 'signal'>) => Promise<ChannelAnswer>;
}

/** By the names that tenders and legs carry. */
export type OwnChannels = ReadonlyMap<string, OwnChannel>;
