import type { PaymentInFlight, PaymentStepResult } from '../../activities/contract';
import { readPaymentSummary, waitForCaptureSummary } from '../../src/domain/explain/summaries';
import { needHuman } from './need-human';
import { publish } from './publish';
import type { Run } from './run';
import { backoff, pause } from './wait';

/** 5 s, 10 s, 20 s … : about a day of reading, then a person. */
const READINGS = 14;

const ENDED: readonly PaymentStepResult['state'][] = ['captured', 'authorized', 'voided'];

/**
 * Payments whose capture is under way are neither voided nor refunded (R10): each is read anew at its channel. The
 * caller tries again then; where nothing has ended it was waited before, for a message of the channel's or for the next
 * reading. `reading` counts from 1.
 */
export async function readInFlight(run: Run, payments: readonly PaymentInFlight[], reading: number): Promise<void> {
  if (reading % READINGS === 0) {
    await needHuman(run, { cause: 'CAPTURE_IN_FLIGHT', step: 'readPayment' });
    return;
  }
  const asked = payments.map((payment) => {
    const { channel, tenderId } = payment;
    return run.outside.readPayment({ ...run.ref, ...payment }, readPaymentSummary(channel, tenderId, reading));
  });
  const read = await Promise.all(asked);
  const hasEnded = read.every(({ state }) => ENDED.includes(state));
  if (hasEnded && reading === 1) return;
  if (run.inbox.isEmpty()) publish(run, { state: run.state, waitingOn: 'PAYMENT' });
  const retryAfterMs = Math.max(0, ...read.map((one) => one.retryAfterMs));
  await pause(run, backoff(reading, retryAfterMs), waitForCaptureSummary(reading));
}
