import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Actor, CancellationState } from '../../src/domain/cancellation';
import type { CancellationView } from '../../src/domain/cancellation-view';
import type { ApprovedLine, DecisionDoor, DecisionOutcome, RejectionReason } from '../../src/domain/decision';
import type { Lever } from '../../src/domain/lever';
import type { Minor } from '../../src/domain/money';
import type { StockRule } from '../../src/domain/policy';
import type { Refusal, RefusalCode } from '../../src/domain/refusals';
import { orderIdOf, type CancellationRequest, type RequestAnswer } from '../../src/domain/request';

export const CANCEL_ORDER = 'cancelOrder';

/** `cancel/<shop>/<orderId>/<first 16 hex of sha256(idempotency key)>`; throws RangeError on what is no cancellation id. */
export function cancelOrderId(shopId: string, cancellationId: string): string {
  const orderId = orderIdOf(cancellationId);
  if (orderId === undefined) throw new RangeError('Not a cancellation id: expected <orderId>.<16 hex digits>');
  return `cancel/${shopId}/${orderId}/${cancellationId.slice(orderId.length + 1)}`;
}

/** The request is the workflow's input. */
export type CancelOrderInput = CancellationRequest;

export interface CancelOrderResult {
  readonly cancellationId: string;
  readonly outcome: CancellationState;
  readonly code?: RefusalCode;
  /** Minor units, of `currency`. */
  readonly refunded?: Minor;
  readonly currency?: string;
  readonly tenders?: readonly { readonly tenderId: string; readonly state: string; readonly amount: Minor }[];
}

export interface DecideInput {
  readonly merchantId: string;
  readonly outcome: 'APPROVED' | 'REJECTED';
  readonly actor: Actor;
  readonly rejectionReason?: RejectionReason;
  /** An approval of these units alone; the rest is rejected. */
  readonly lines?: readonly ApprovedLine[];
  /** What becomes of its units' stock, in place of the policy's rule. */
  readonly restock?: StockRule;
}

export type DecideAnswer =
  | { readonly outcome: 'recorded'; readonly decision: DecisionOutcome; readonly state: CancellationState }
  | (Refusal & {
      readonly winner?: { readonly outcome: DecisionOutcome; readonly door: DecisionDoor; readonly receivedAt: string };
    });

/** A customer's answer to a merchant's offer. */
export interface AnswerOfferInput {
  readonly offerId: string;
  readonly answer: 'ACCEPTED' | 'DECLINED';
  readonly actor: Actor;
}

export type AnswerOfferAnswer =
  | { readonly outcome: 'recorded'; readonly answer: AnswerOfferInput['answer']; readonly state: CancellationState }
  | Refusal;

export interface WithdrawInput {
  readonly actor: Actor;
}

export type WithdrawAnswer = { readonly outcome: 'withdrawn' } | Refusal;

export interface LeverInput {
  readonly lever: Lever;
  readonly actor: Actor;
  /** For whom an actor of role merchant acts. */
  readonly merchantId?: string;
}

export type LeverAnswer = { readonly outcome: 'done'; readonly state: CancellationState } | Refusal;

/** Waits for the answer that main gives; has no validator, so that a refusal is an answer and closes the run. */
export const requestUpdate = defineUpdate<RequestAnswer>('request');
export const decideUpdate = defineUpdate<DecideAnswer, [DecideInput]>('decide');
export const answerOfferUpdate = defineUpdate<AnswerOfferAnswer, [AnswerOfferInput]>('answerOffer');
export const withdrawUpdate = defineUpdate<WithdrawAnswer, [WithdrawInput]>('withdraw');
export const retryStepUpdate = defineUpdate<LeverAnswer, [LeverInput]>('retryStep');
export const retryRefundUpdate = defineUpdate<LeverAnswer, [LeverInput]>('retryRefund');
export const recordManualRefundUpdate = defineUpdate<LeverAnswer, [LeverInput]>('recordManualRefund');
export const chooseAlternateRouteUpdate = defineUpdate<LeverAnswer, [LeverInput]>('chooseAlternateRoute');
export const approveRouteUpdate = defineUpdate<LeverAnswer, [LeverInput]>('approveRoute');
export const resolveInterceptionUpdate = defineUpdate<LeverAnswer, [LeverInput]>('resolveInterception');
export const recordReturnUpdate = defineUpdate<LeverAnswer, [LeverInput]>('recordReturn');
export const arbitrateUpdate = defineUpdate<LeverAnswer, [LeverInput]>('arbitrate');
export const extendDeadlineUpdate = defineUpdate<LeverAnswer, [LeverInput]>('extendDeadline');

/** Every lever is an update of its own name. */
export const LEVER_UPDATES = {
  retryStep: retryStepUpdate,
  retryRefund: retryRefundUpdate,
  recordManualRefund: recordManualRefundUpdate,
  chooseAlternateRoute: chooseAlternateRouteUpdate,
  approveRoute: approveRouteUpdate,
  resolveInterception: resolveInterceptionUpdate,
  recordReturn: recordReturnUpdate,
  arbitrate: arbitrateUpdate,
  extendDeadline: extendDeadlineUpdate,
} as const satisfies Record<Lever['kind'], unknown>;

/** A merchant's own systems approve. A bare signal counts from when it is handled. */
export const confirmSignal = defineSignal<[Omit<DecideInput, 'outcome'>]>('confirm');
/** A merchant's own systems reject. */
export const rejectSignal = defineSignal<[Omit<DecideInput, 'outcome'>]>('reject');
/** A decision, an offer, an answer to it or another deadline was recorded through another door: follow it. */
export const decidedSignal = defineSignal('decided');
/** Something happened to a parcel that this run waits for. */
export const shipmentUpdateSignal = defineSignal<[{ shipmentId: string }]>('shipmentUpdate');
/** Something happened to a leg that this run waits for. */
export const refundUpdateSignal = defineSignal<[{ legId?: string }]>('refundUpdate');

export const progressQuery = defineQuery<CancellationView>('progress');
