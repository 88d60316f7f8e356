import type { Client } from '@temporalio/client';
import { openTemporalDoor } from '../client/temporal-door';
import { toRequest } from '../client/to-request';
import { cancelOrderId } from '../../workflows/cancel-order/messages';
import { BENCH_MERCHANT, BENCH_SHOP } from './bench-orders';

const WHO = { shopId: BENCH_SHOP, actor: { id: 'bench', role: 'service' as const } };
const TIMEOUT_MS = 60_000;

/** Asks for a cancellation; its id. */
export async function askToCancel(client: Client, orderId: string): Promise<string> {
  const door = openTemporalDoor(client, { ...WHO, timeoutMs: TIMEOUT_MS });
  const request = toRequest({ orderId, reason: 'CHANGED_MIND' }, `bench-${orderId}`, WHO);
  if ('outcome' in request) throw new Error(`${orderId}: ${request.code}`);
  const answer = await door.request(request);
  if (answer === 'closed' || answer.outcome !== 'accepted') throw new Error(`${orderId} was not accepted`);
  return request.cancellationId;
}

/** One whole cancellation: asked, approved at once, and settled; its workflow id. */
export async function cancelWholly(client: Client, orderId: string): Promise<string> {
  const cancellationId = await askToCancel(client, orderId);
  const door = openTemporalDoor(client, { ...WHO, timeoutMs: TIMEOUT_MS });
  const decided = await door.decide(cancellationId, { merchantId: BENCH_MERCHANT, outcome: 'APPROVED' });
  if (decided === 'closed' || decided.outcome !== 'recorded') throw new Error(`${orderId}: the decision was refused`);
  const workflowId = cancelOrderId(BENCH_SHOP, cancellationId);
  const result = (await client.workflow.getHandle(workflowId).result()) as { outcome: string };
  if (result.outcome !== 'SETTLED') throw new Error(`${orderId} ended ${result.outcome}`);
  return workflowId;
}
