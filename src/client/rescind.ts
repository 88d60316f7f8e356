import { Client, type ConnectionLike, type DataConverter } from '@temporalio/client';
import type { Actor } from '../domain/cancellation';
import type { EndedLever, Lever } from '../domain/lever';
import type { Refusal } from '../domain/refusals';
import type { RequestAccepted } from '../domain/request';
import { lazyTemporalConnection } from '../../temporal-config/connection';
import type { AnswerOfferAnswer, DecideAnswer, WithdrawAnswer } from '../../workflows/cancel-order/messages';
import type {
  DeadlineExtended,
  EscalationOpened,
  EscalationRequest,
  EvidenceAdded,
  EvidenceRequest,
  ExtensionRequest,
  OfferMade,
  OfferRequest,
  QuoteAnswer,
} from '../sdk/generated/api-types';
import { createHttpClient, type HttpClient } from '../sdk/http-client';
import { askBodyOf, openHttpDoor, orRefusal, type WrittenDecision } from './http-door';
import { leversOver, type EndedLeverAnswer, type Levers } from './levers';
import { RescindUnavailable } from './rescind-unavailable';
import { openTemporalDoor, type Closed, type OfferAnswer } from './temporal-door';
import { answerTo, toRequest, type RequestAsk } from './to-request';

export interface RescindOptions {
  /** A connection of the caller's, which stays the caller's to close; or an `address` to connect to at the first call. */
  readonly connection?: ConnectionLike;
  readonly address?: string;
  readonly namespace?: string;
  readonly shopId: string;
  /** In whose name everything is done. */
  readonly actor: Actor;
  /** For which merchant an actor of role merchant pulls levers: `recordReturn` of its own parcels. */
  readonly merchantId?: string;
  /** The HTTP API: for reads and quotes, and as the second door when Temporal or a worker does not answer. */
  readonly api?: { readonly url: string; readonly key: string; readonly locale?: 'en' | 'zh' };
  /** Encrypts payloads, where the workers do. */
  readonly dataConverter?: DataConverter;
  /** How long a call over Temporal may take, retries and all, ms. Left out: 10 s. */
  readonly timeoutMs?: number;
}

interface Cancellations {
  /** Asks to cancel an order, or some of it. Repeated with the same key, it gets the same answer. */
  readonly request: (
    ask: RequestAsk,
    options: { readonly idempotencyKey: string },
  ) => Promise<RequestAccepted | Refusal>;
  /** A merchant decides its part. With a `message` to the customer it needs `api`: what is written goes past the workflow. */
  readonly decide: (cancellationId: string, decision: WrittenDecision) => Promise<DecideAnswer>;
  /** A merchant offers something else instead of deciding. Needs `api`: what it writes to the customer goes past the workflow. */
  readonly makeOffer: (cancellationId: string, offer: OfferRequest) => Promise<OfferMade | Refusal>;
  /** The customer accepts or declines an offer. */
  readonly answerOffer: (cancellationId: string, answer: OfferAnswer) => Promise<AnswerOfferAnswer>;
  /** A merchant puts off its own deadline, once; support has the lever of that name. Needs `api`. */
  readonly extendDeadline: (cancellationId: string, ask: ExtensionRequest) => Promise<DeadlineExtended | Refusal>;
  /** Takes a rejection to arbitration: a new cancellation of the same is opened, once. Needs `api`, which knows what was asked. */
  readonly escalate: (cancellationId: string, ask?: EscalationRequest) => Promise<EscalationOpened | Refusal>;
  /** Shows a document that supports one side: where it is in your own files. Needs `api`. */
  readonly addEvidence: (cancellationId: string, evidence: EvidenceRequest) => Promise<EvidenceAdded | Refusal>;
  /** Takes the request back, until the first irreversible act. */
  readonly withdraw: (cancellationId: string) => Promise<WithdrawAnswer>;
  /** What gets a cancellation going again that needs a person. */
  readonly levers: Levers;
  /** Where a cancellation stands. Needs `api`. */
  readonly get: HttpClient['cancellations']['get'];
  /** What a request would return. Needs `api`. */
  readonly quote: (ask: RequestAsk) => Promise<QuoteAnswer | Refusal>;
  /** All cancellations of the shop, newest first. Needs `api`. */
  readonly list: HttpClient['cancellations']['list'];
}

export interface Rescind {
  readonly cancellations: Cancellations;
  /** Closes what was opened; a connection that was handed in stays open. */
  readonly close: () => Promise<void>;
}

/**
 * Cancellations of one shop, in one actor's name. Refusals are values with a stable code; what is thrown is a fault: RescindUnavailable when nobody
 * answers in time, RescindHttpError from the API.
 * @throws RangeError where there is neither a connection nor an address.
 */
export function createRescind(options: RescindOptions): Rescind {
  const { shopId, actor, merchantId, namespace = 'rescind', timeoutMs = 10_000, dataConverter } = options;
  const own =
    options.connection === undefined ? lazyTemporalConnection({ address: addressOf(options), namespace }) : undefined;
  const connection = options.connection ?? own;
  const client = new Client({
    namespace,
    ...(connection === undefined ? {} : { connection }),
    ...(dataConverter === undefined ? {} : { dataConverter }),
  });
  const who = { shopId, actor, ...(merchantId === undefined ? {} : { merchantId }) };
  const temporal = openTemporalDoor(client, { ...who, timeoutMs });
  const http = options.api === undefined ? undefined : createHttpClient(options.api);
  const second = http === undefined ? undefined : openHttpDoor(http);

  const throughEither = async <T>(
    cancellationId: string,
    first: () => Promise<T | Closed>,
    other: (() => Promise<T>) | undefined,
  ): Promise<T | Refusal> => {
    try {
      const answer = await first();
      if (answer !== 'closed') return answer;
    } catch (error) {
      if (!(error instanceof RescindUnavailable) || other === undefined) throw error;
    }
    return other === undefined ? temporal.whyClosed(cancellationId) : other();
  };

  const pull = (cancellationId: string, lever: Lever) =>
    throughEither(
      cancellationId,
      () => temporal.pull(cancellationId, lever),
      second && (() => second.pull(cancellationId, lever)),
    );

  const pullEnded = async (cancellationId: string, { kind, ...ask }: EndedLever): Promise<EndedLeverAnswer> =>
    orRefusal(needed(http).cancellations.pullLever(cancellationId, kind, ask));

  const request: Cancellations['request'] = async (ask, { idempotencyKey }) => {
    const request = toRequest(ask, idempotencyKey, { shopId, actor });
    if ('outcome' in request) return request;
    // Only the API has the key that a quote is signed with.
    if (ask.quoteToken !== undefined) return openHttpDoor(needed(http)).request(ask, idempotencyKey);
    const first = await temporal.request(request);
    if (first !== 'closed') return answerTo(request, first);
    if (second !== undefined) return second.request(ask, idempotencyKey);
    // The run that closed has stored the answer: the next one gives it.
    const again = await temporal.request(request);
    if (again === 'closed') throw new RescindUnavailable('WORKER', 1_000);
    return answerTo(request, again);
  };

  return {
    cancellations: {
      request,
      decide: (cancellationId, decision) =>
        decision.message === undefined
          ? throughEither(
              cancellationId,
              () => temporal.decide(cancellationId, decision),
              second && (() => second.decide(cancellationId, decision)),
            )
          : openHttpDoor(needed(http)).decide(cancellationId, decision),
      escalate: (cancellationId, ask) => orRefusal(needed(http).cancellations.escalate(cancellationId, ask)),
      addEvidence: (cancellationId, evidence) =>
        orRefusal(needed(http).cancellations.addEvidence(cancellationId, evidence)),
      makeOffer: (cancellationId, offer) => orRefusal(needed(http).cancellations.makeOffer(cancellationId, offer)),
      answerOffer: (cancellationId, answer) =>
        throughEither(
          cancellationId,
          () => temporal.answerOffer(cancellationId, answer),
          second && (() => second.answerOffer(cancellationId, answer)),
        ),
      extendDeadline: (cancellationId, ask) =>
        orRefusal(needed(http).cancellations.extendDeadline(cancellationId, ask)),
      withdraw: (cancellationId) =>
        throughEither(
          cancellationId,
          () => temporal.withdraw(cancellationId),
          second && (() => second.withdraw(cancellationId)),
        ),
      levers: leversOver({ running: pull, ended: pullEnded }),
      get: (cancellationId) => needed(http).cancellations.get(cancellationId),
      quote: ({ orderId, ...ask }) => orRefusal(needed(http).orders.quote(orderId, askBodyOf(ask))),
      list: (filter) => needed(http).cancellations.list(filter),
    },
    close: async () => {
      await own?.close();
    },
  };
}

function addressOf({ address }: RescindOptions): string {
  if (address === undefined) throw new RangeError('Rescind needs a connection to Temporal, or its address');
  return address;
}

function needed(http: HttpClient | undefined): HttpClient {
  if (http === undefined) throw new RangeError('Reads and quotes need the option `api`: { url, key }');
  return http;
}
