import type { RequestAccepted } from '../domain/request';
import { REFUSAL_CODES, type Refusal, type RefusalCode } from '../domain/refusals';
import type { Lever } from '../domain/lever';
import type {
  AnswerOfferAnswer,
  DecideAnswer,
  LeverAnswer,
  WithdrawAnswer,
} from '../../workflows/cancel-order/messages';
import type { CancellationRequest } from '../sdk/generated/api-types';
import type { HttpClient } from '../sdk/http-client';
import { RescindHttpError } from '../sdk/rescind-http-error';
import type { MerchantDecision, OfferAnswer } from './temporal-door';
import type { RequestAsk } from './to-request';

/** A decision with what is written to the customer, which no workflow may learn. */
export type WrittenDecision = MerchantDecision & { readonly message?: string };

/** The HTTP API, with refusals as values like those of a workflow. */
export interface HttpDoor {
  readonly request: (ask: RequestAsk, idempotencyKey: string) => Promise<RequestAccepted | Refusal>;
  readonly decide: (cancellationId: string, decision: WrittenDecision) => Promise<DecideAnswer>;
  readonly answerOffer: (cancellationId: string, answer: OfferAnswer) => Promise<AnswerOfferAnswer>;
  readonly withdraw: (cancellationId: string) => Promise<WithdrawAnswer>;
  readonly pull: (cancellationId: string, lever: Lever) => Promise<LeverAnswer>;
}

/** Opens the API as a second door, for when Temporal's does not answer. */
export function openHttpDoor({ cancellations }: HttpClient): HttpDoor {
  return {
    request: ({ orderId, ...ask }, idempotencyKey) =>
      orRefusal(cancellations.request(orderId, { ...askBodyOf(ask), ...quoteOf(ask) }, { idempotencyKey })) as Promise<
        RequestAccepted | Refusal
      >,
    decide: async (cancellationId, decision) => {
      const { lines, ...said } = decision;
      const body = lines === undefined ? said : { ...said, lines: [...lines] };
      const recorded = await orRefusal(cancellations.decide(cancellationId, body));
      if (recorded.outcome === 'refused') return recorded;
      const { state } = await cancellations.get(cancellationId);
      return { outcome: 'recorded', decision: recorded.decision, state };
    },
    answerOffer: async (cancellationId, { offerId, answer }) => {
      const recorded = await orRefusal(cancellations.answerOffer(cancellationId, offerId, answer));
      if (recorded.outcome === 'refused') return recorded;
      const { state } = await cancellations.get(cancellationId);
      return { outcome: 'recorded', answer, state };
    },
    withdraw: (cancellationId) => orRefusal(cancellations.withdraw(cancellationId)),
    pull: (cancellationId, { kind, ...ask }) => orRefusal(cancellations.pullLever(cancellationId, kind, ask)),
  };
}

/** What is asked, without what was left out. */
export function askBodyOf({ reason, selection, initiator }: Omit<RequestAsk, 'orderId'>): CancellationRequest {
  return {
    reason,
    ...(selection === undefined ? {} : { selection }),
    ...(initiator === undefined ? {} : { initiator }),
  };
}

function quoteOf({ quoteToken }: Pick<RequestAsk, 'quoteToken'>) {
  return quoteToken === undefined ? {} : { quoteToken };
}

/** A problem whose code is one of the domain's refusals is an answer; the rest is thrown. */
export async function orRefusal<T>(call: Promise<T>): Promise<T | Refusal> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof RescindHttpError) || !isRefusalCode(error.code)) throw error;
    const details = error.problem.details as Refusal['details'];
    return details === undefined
      ? { outcome: 'refused', code: error.code }
      : { outcome: 'refused', code: error.code, details };
  }
}

function isRefusalCode(code: string): code is RefusalCode {
  return (REFUSAL_CODES as readonly string[]).includes(code);
}
