import type Stripe from 'stripe';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';
import { toOpenAnswer } from '../open-answer';
import { asking } from './asking';
import { fromStripeAmount } from './minor-units';
import { kindOfPayment, retrievePayment, toPayment, type StripePayment } from './payments';
import { readStripeFailure } from './read-failure';
import { queryRefund, submitRefund } from './refunds';
import { UnreadableAnswer } from './unreadable-answer';

/** The authorization was captured before it could be released: nothing was released, what came in is refunded. */
const ALREADY_CAPTURED: ChannelAnswer = { outcome: 'failed', code: 'ALREADY_CAPTURED' };

/**
 * Releases an authorization: a payment intent is cancelled, a charge on its own is released by
 * refunding it in full before it is captured.
 * @throws AdapterFault when Stripe refuses our key or can't read our request
 */
export function submitVoid(stripe: Stripe, leg: LegRequest): Promise<ChannelAnswer> {
  switch (kindOfPayment(leg.sourceId)) {
    case 'payment_intent':
      return cancelIntent(stripe, leg);
    case 'charge':
      return releaseCharge(stripe, leg);
    case undefined:
      return Promise.resolve({ outcome: 'failed', code: 'PAYMENT_ID_UNKNOWN' });
  }
}

async function cancelIntent(stripe: Stripe, leg: LegRequest): Promise<ChannelAnswer> {
  try {
    const { sourceId, idempotencyKey } = leg;
    const cancelled = await stripe.paymentIntents.cancel(sourceId, {}, { idempotencyKey });
    return toVoidAnswer(toPayment(cancelled, sourceId), leg);
  } catch (error) {
    if (error instanceof UnreadableAnswer) return { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };
    const failure = readStripeFailure(error);
    if (failure.kind !== 'refused') return toOpenAnswer(failure);
    if (failure.code === 'idempotency_error') return { outcome: 'mismatch', code: failure.code };
    if (failure.code !== 'payment_intent_unexpected_state') return { outcome: 'failed', code: failure.code };
    // Captured or cancelled meanwhile: the payment itself says which.
    return asking(async () => toVoidAnswer(await retrievePayment(stripe, leg.sourceId), leg));
  }
}

function releaseCharge(stripe: Stripe, leg: LegRequest): Promise<ChannelAnswer> {
  return asking(async () => {
    const { state } = await retrievePayment(stripe, leg.sourceId);
    return released(
      stripe,
      leg,
      state === 'captured' ? await queryRefund(stripe, leg) : await submitRefund(stripe, leg),
    );
  });
}

/**
 * A capture may come between reading the charge and releasing it: then our refund was
 * one of money, which nobody had planned.
 */
async function released(stripe: Stripe, leg: LegRequest, answer: ChannelAnswer): Promise<ChannelAnswer> {
  const { state } = await retrievePayment(stripe, leg.sourceId);
  if (state !== 'captured') return answer;
  const { outcome, providerRef } = answer;
  if (outcome === 'not_found' || (outcome === 'failed' && providerRef === undefined)) return ALREADY_CAPTURED;
  return providerRef === undefined ? answer : { outcome: 'mismatch', providerRef, code: 'CAPTURED_WHILE_RELEASED' };
}

/**
 * What became of a leg that releases an authorization.
 * @throws AdapterFault when Stripe refuses our key or can't read our request
 */
export function queryVoid(stripe: Stripe, leg: LegRequest): Promise<ChannelAnswer> {
  switch (kindOfPayment(leg.sourceId)) {
    case 'payment_intent':
      return asking(async () => toVoidAnswer(await retrievePayment(stripe, leg.sourceId), leg));
    case 'charge':
      return asking(async () => released(stripe, leg, await queryRefund(stripe, leg)));
    case undefined:
      return Promise.resolve({ outcome: 'not_found', code: 'PAYMENT_ID_UNKNOWN' });
  }
}

/**
 * What a payment intent says about a leg that cancels it. It carries no key of ours: whoever cancelled it, the
 * customer's money is free.
 */
function toVoidAnswer(payment: StripePayment, leg: LegRequest): ChannelAnswer {
  const money = fromStripeAmount(payment.amount, payment.currency);
  if (money?.currency !== leg.currency) return { outcome: 'mismatch', code: 'CURRENCY_MISMATCH' };
  switch (payment.state) {
    case 'captured':
      return ALREADY_CAPTURED;
    case 'voided':
      if (money.amount !== leg.amount) return { outcome: 'mismatch', providerRef: payment.id, code: 'AMOUNT_MISMATCH' };
      return { outcome: 'succeeded', providerRef: payment.id };
    case 'capturing':
      return { outcome: 'blocked', code: 'CAPTURE_IN_FLIGHT' };
    case 'authorized':
    case 'unknown':
      return { outcome: 'not_found', code: 'NOT_VOIDED' };
  }
}
