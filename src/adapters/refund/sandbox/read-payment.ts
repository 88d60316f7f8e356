import type { PaymentReading } from '../../../ports/refund-channel';
import type { JsonCaller } from '../../http/json-caller';
import { readPeerAnswer } from '../../http/peer-answer';
import { paymentSchema } from './void-answer';

/** A payment as the provider has it now. There, a capture keeps the id of its payment. */
export async function readPayment(
  call: JsonCaller,
  ask: { readonly sourceId: string; readonly signal?: AbortSignal },
): Promise<PaymentReading> {
  const path = `/payments/${encodeURIComponent(ask.sourceId)}`;
  const answer = readPeerAnswer(await call({ method: 'GET', path, signal: ask.signal }));
  if (answer.kind !== 'done') return { state: 'unknown', code: 'code' in answer ? answer.code : answer.kind };
  const payment = paymentSchema.safeParse(answer.body);
  if (!payment.success) return { state: 'unknown', code: 'UNREADABLE_ANSWER' };
  const { id, state, amount, currency } = payment.data;
  return state === 'captured' ? { state, captureId: id, amount, currency } : { state };
}
