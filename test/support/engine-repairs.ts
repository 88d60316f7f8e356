import type { History } from '@temporalio/common/lib/proto-utils';
import { createPayoutDestinations } from '../../src/adapters/persistence/payouts/payout-destinations';
import { createRefundBook } from '../../src/adapters/persistence/refund-book';
import { createWalletBook } from '../../src/adapters/persistence/wallet/wallet-book';
import type { Actor } from '../../src/domain/cancellation';
import type { RepairRef } from '../../src/ports/repair-book';
import { repairId, type RepairResult } from '../../workflows/repair-money/messages';
import type { repairMoney } from '../../workflows';
import { type Scene, SERVICE, SUPPORT } from './engine-scene';
import { saveHistory } from './history-file';
import './readable-history';

const SUPERVISOR = { id: 'v_1', role: 'supervisor' } as const satisfies Actor;

/** The channel says that a leg's money came back, and the repair is told of, as the API's door for messages does. */
export async function comesBack({ engine, ref, as }: Scene, legId: string): Promise<RepairRef> {
  const leg = await engine.db
    .selectFrom('refund_legs')
    .selectAll()
    .where('leg_id', '=', legId)
    .executeTakeFirstOrThrow();
  const received = await createRefundBook(engine.db).receiveEvent({
    ...{ source: 'sandbox', eventId: `back-${legId}`, body: {}, reference: leg.idempotency_key },
    answer: { outcome: 'failed', code: 'RETURNED' },
  });
  if (received.outcome !== 'applied' || received.repair === undefined) throw new Error(JSON.stringify(received));
  await as(SERVICE).tellRepair(received.repair);
  return { ...ref, subject: legId };
}

/** Sends what came back to the customer's store credit: one person asks, another approves. */
export async function toStoreCredit(scene: Scene, legId: string): Promise<void> {
  const { engine, ref, order, as } = scene;
  const { shopId, orderId } = order;
  const balanceId = `sc_${orderId}`;
  const credit = { kind: 'STORE_CREDIT', currency: 'USD', movements: [] } as const;
  await createWalletBook(engine.db).putBalance({ shopId, balanceId }, credit);
  const destination = { kind: 'STORE_CREDIT', balanceId } as const;
  const created = await createPayoutDestinations(engine.db, undefined).create({
    shopId,
    orderId,
    destination,
    actor: SUPPORT,
  });
  if (created.outcome === 'refused') throw new Error(JSON.stringify(created));
  const { destinationId } = created.destination;
  const consent = { givenAt: new Date().toISOString(), evidence: { kind: 'E_MAIL', reference: 'case/1' } };
  const asked = await scene.pull({
    kind: 'chooseAlternateRoute',
    legId,
    route: 'STORE_CREDIT',
    destinationId,
    consent,
  });
  expect(asked).toMatchObject({ outcome: 'done', state: 'NEEDS_HUMAN' });
  const approvals = engine.db.selectFrom('approvals').select('approval_id').where('shop_id', '=', shopId);
  const { approval_id: approvalId } = await approvals
    .where('cancellation_id', '=', ref.cancellationId)
    .where('decision', 'is', null)
    .executeTakeFirstOrThrow();
  const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
  expect(await as(SUPERVISOR).pull(ref.cancellationId, approve)).toMatchObject({ outcome: 'done' });
}

/**
 * Waits for the end of a repair's run; its history reads well, and is kept under
 * this name where histories are recorded.
 */
export async function repaired(
  { engine }: Scene,
  ref: RepairRef,
  name?: string,
): Promise<{ result: RepairResult; history: History }> {
  const handle = engine.client.workflow.getHandle<typeof repairMoney>(repairId(ref));
  const result = await handle.result();
  const history = await handle.fetchHistory();
  if (name !== undefined) saveHistory(`engine-${name}`, history);
  expect(history).toBeReadable();
  return { result, history };
}
