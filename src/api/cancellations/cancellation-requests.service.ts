import { Inject, Injectable } from '@nestjs/common';
import { RescindUnavailable } from '../../client/rescind-unavailable';
import { answerTo, toRequest } from '../../client/to-request';
import type { RequestAccepted } from '../../domain/request';
import type { KeyIdentity } from '../../ports/api-key-store';
import { API_PARTS, type ApiParts } from '../api-parts';
import { orKeysMissing } from '../links/or-keys-missing';
import { isRefusal, orProblem, Problem, problemOf } from '../problem/problem';
import type { RequestAcceptedBody } from './acts.schemas';
import { quoteBodyOf } from './quote-body';
import type { RequestBody } from './request.schemas';

const RETRY_AFTER_MS = 1_000;

export interface RequestToCancel {
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly body: RequestBody;
}

@Injectable()
export class CancellationRequestsService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Starts the run of a request, or joins the one that is there, and gives its one answer. */
  async request(caller: KeyIdentity, { orderId, idempotencyKey, body }: RequestToCancel): Promise<RequestAcceptedBody> {
    const request = await this.bound(caller, { orderId, idempotencyKey, body });
    if ('outcome' in request) throw problemOf(request);
    const door = this.parts.temporal(caller, 'answer');
    // A run that closes while it is asked has stored the answer: the next one gives it.
    const first = await door.request(request);
    const answer = first === 'closed' ? await door.request(request) : first;
    if (answer === 'closed') throw new RescindUnavailable('WORKER', RETRY_AFTER_MS);
    const given = answerTo(request, answer);
    if (isRefusal(given)) throw problemOf(given, { cancellationId: given.cancellationId });
    return bodyOf(orProblem(given));
  }

  /** The workflow's input, bound to the quote that came with it. A repetition of what was taken in time is none the worse for its age. */
  private async bound(caller: KeyIdentity, { orderId, idempotencyKey, body }: RequestToCancel) {
    const { quoteToken, ...ask } = body;
    const free = toRequest({ orderId, ...ask }, idempotencyKey, caller);
    if (quoteToken === undefined || 'outcome' in free) return free;
    const read = orKeysMissing(() => this.parts.quoteTokens.read(quoteToken, free));
    if (read.outcome === 'invalid') throw new Problem('QUOTE_INVALID', { param: 'quoteToken' });
    if (read.outcome === 'expired' && (await this.parts.reader.readView(free)) === undefined) {
      throw new Problem('QUOTE_EXPIRED', { param: 'quoteToken' });
    }
    return toRequest({ orderId, ...ask, quoteHash: read.quoteHash }, idempotencyKey, caller);
  }
}

/** What is said of an answer, and nothing else that it may have. */
function bodyOf(accepted: RequestAccepted): RequestAcceptedBody {
  const { outcome, cancellationId, requestHash, state, quote, deadline, onTimeout, statutory } = accepted;
  return {
    ...{ outcome, cancellationId, requestHash, state, quote: quoteBodyOf(quote) },
    ...(deadline === undefined ? {} : { deadline }),
    ...(onTimeout === undefined ? {} : { onTimeout }),
    ...(statutory === undefined ? {} : { statutory }),
  };
}
