import { sandboxAt } from './sandbox-caller';

/** A refund of this payment fails once. */
export interface RefundFault {
  readonly kind: 'refuse' | 'lost_answer' | 'timeout_before' | 'rate_limit' | 'garbage' | 'server_error';
  readonly payment: string;
}

/** Switches faults on at the sandbox provider. */
export async function switchOn(url: string, faults: readonly RefundFault[]): Promise<void> {
  const call = sandboxAt(url);
  for (const { kind, payment } of faults) {
    await call('PUT', '/faults', { operation: 'refund', kind, match: { payment }, times: 1 });
  }
}

/** Switches all of them off. */
export async function switchOff(url: string): Promise<void> {
  await sandboxAt(url)('DELETE', '/faults');
}
