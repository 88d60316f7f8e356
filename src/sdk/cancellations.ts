import type {
  Cancellation,
  CancellationAccepted,
  CancellationListItem,
  CancellationRequest,
  CreditNotes,
  DeadlineExtended,
  DecisionBatchAnswer,
  DecisionBatchRequest,
  DecisionRecorded,
  DecisionRequest,
  EscalationOpened,
  EscalationRequest,
  EvidenceAdded,
  EvidenceRequest,
  ExtensionRequest,
  LeverDone,
  LeverRequest,
  OfferAnswerRecorded,
  OfferMade,
  OfferRequest,
  Timeline,
  Withdrawn,
} from './generated/api-types';
import { createFollowUpsClient, type FollowUpsClient } from './follow-ups';
import { listPages } from './list-pages';
import { cancellationPath, orderPath } from './paths';
import type { Send, WriteOptions } from './send';

export interface ListFilter {
  readonly orderId?: string;
  /** Any of these. */
  readonly state?: Cancellation['state'] | readonly Cancellation['state'][];
  readonly waitingOn?: Cancellation['waitingOn'];
  /** Those with a part of this merchant; of what waits for merchants, those that this one has not decided. */
  readonly merchantId?: string;
  readonly reason?: CancellationRequest['reason'];
  /** Those that need a person. */
  readonly needsHuman?: true;
  /** Those with a refund that the customer should have by now: as many as the desk counts. */
  readonly lateRefunds?: true;
  /** How an order's or a cancellation's id begins. */
  readonly q?: string;
  /** ISO 8601. */
  readonly deadlineBefore?: string;
  /** Without what has ended, unless it did so these last days. */
  readonly active?: true;
  readonly endedWithinDays?: number;
  /** Left out: newest first. */
  readonly sort?: 'newest' | 'deadline';
  /** How many a page, 1 to 100; the iterator goes on to the next page by itself. */
  readonly limit?: number;
}

/** Cancellations: asking, following, deciding, acting. */
export interface CancellationsClient extends FollowUpsClient {
  /** Repeated with the same key, now or in a year, it gets the same answer; so give a key of your own that outlives your process. */
  readonly request: (
    orderId: string,
    ask: CancellationRequest,
    options?: WriteOptions,
  ) => Promise<CancellationAccepted>;
  readonly get: (cancellationId: string) => Promise<Cancellation>;
  readonly timeline: (cancellationId: string) => Promise<Timeline>;
  readonly creditNotes: (cancellationId: string) => Promise<CreditNotes>;
  /** All pages, newest first unless it says otherwise. */
  readonly list: (filter?: ListFilter) => AsyncIterable<CancellationListItem>;
  readonly decide: (
    cancellationId: string,
    decision: DecisionRequest,
    options?: WriteOptions,
  ) => Promise<DecisionRecorded>;
  /** Up to a hundred decisions, each by itself, with a result for each. */
  readonly decideAll: (
    decisions: DecisionBatchRequest['decisions'],
    options?: WriteOptions,
  ) => Promise<DecisionBatchAnswer>;
  /** A merchant offers something else instead of deciding, once. */
  readonly makeOffer: (cancellationId: string, offer: OfferRequest, options?: WriteOptions) => Promise<OfferMade>;
  /** The customer's answer to an offer. */
  readonly answerOffer: (
    cancellationId: string,
    offerId: string,
    answer: OfferAnswerRecorded['answer'],
  ) => Promise<OfferAnswerRecorded>;
  /** A merchant puts off its own deadline, once. */
  readonly extendDeadline: (
    cancellationId: string,
    ask: ExtensionRequest,
    options?: WriteOptions,
  ) => Promise<DeadlineExtended>;
  readonly withdraw: (cancellationId: string, options?: WriteOptions) => Promise<Withdrawn>;
  /** Takes a rejection to arbitration: opens a new cancellation of the same, once. */
  readonly escalate: (
    cancellationId: string,
    ask?: EscalationRequest,
    options?: WriteOptions,
  ) => Promise<EscalationOpened>;
  /** Shows a document that supports one side: where it is in your own files, never the document. */
  readonly addEvidence: (
    cancellationId: string,
    evidence: EvidenceRequest,
    options?: WriteOptions,
  ) => Promise<EvidenceAdded>;
  readonly pullLever: (
    cancellationId: string,
    lever: string,
    ...rest: [ask: LeverRequest, options?: WriteOptions]
  ) => Promise<LeverDone>;
}

/** The routes of cancellations over one way of sending. */
export function createCancellationsClient(send: Send): CancellationsClient {
  const get = <T>(path: string) => send<T>({ method: 'GET', path });
  const post = <T>(path: string, body: object, options: WriteOptions = {}) =>
    send<T>({ method: 'POST', path, body, ...options });
  return {
    ...createFollowUpsClient(send),
    request: (orderId, ask, options) => post(`${orderPath(orderId)}/cancellations`, ask, options),
    get: (cancellationId) => get(cancellationPath(cancellationId)),
    timeline: (cancellationId) => get(`${cancellationPath(cancellationId)}/timeline`),
    creditNotes: (cancellationId) => get(`${cancellationPath(cancellationId)}/credit-note`),
    list: (filter = {}) => listPages(send, '/v1/cancellations', filter),
    decide: (cancellationId, decision, options) =>
      post(`${cancellationPath(cancellationId)}/decisions`, decision, options),
    decideAll: (decisions, options) => post('/v1/decisions/batch', { decisions }, options),
    makeOffer: (cancellationId, offer, options) => post(`${cancellationPath(cancellationId)}/offers`, offer, options),
    answerOffer: (cancellationId, offerId, answer) =>
      post(`${cancellationPath(cancellationId)}/offers/${encodeURIComponent(offerId)}/answer`, { answer }),
    extendDeadline: (cancellationId, ask, options) =>
      post(`${cancellationPath(cancellationId)}/extension`, ask, options),
    withdraw: (cancellationId, options) => post(`${cancellationPath(cancellationId)}/withdrawal`, {}, options),
    escalate: (cancellationId, ask, options) =>
      post(`${cancellationPath(cancellationId)}/escalation`, ask ?? {}, options),
    addEvidence: (cancellationId, evidence, options) =>
      post(`${cancellationPath(cancellationId)}/evidence`, evidence, options),
    pullLever: (cancellationId, lever, ...[ask, options]) =>
      post(`${cancellationPath(cancellationId)}/levers/${lever}`, ask, options),
  };
}
