import { applyAnswer } from '../../../../src/adapters/persistence/apply-answer';
import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { lockCancellation } from '../../../../src/adapters/persistence/lock-cancellation';
import { createPayoutDestinations } from '../../../../src/adapters/persistence/payouts/payout-destinations';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { createSealer } from '../../../../src/adapters/secrets/sealer';
import type { Actor } from '../../../../src/domain/cancellation';
import type { Lever } from '../../../../src/domain/lever';
import type { ChannelAnswer } from '../../../../src/domain/refund-leg';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import type { NewDestination } from '../../../../src/ports/payout-destinations';
import { tender } from '../orders/new-order';
import { NOW, openBookshop, refOf, SHOP, SUPPORT } from './bookshop';

type Choose = Extract<Lever, { kind: 'chooseAlternateRoute' }>;

export const SUPERVISOR: Actor = { id: 'v_1', role: 'supervisor' };
const ACCOUNT: NewDestination = { kind: 'BANK_ACCOUNT', iban: 'DE89370400440532013000', name: 'Erika Mustermann' };

export type RouteDesk = Awaited<ReturnType<typeof openRouteDesk>>;

/** A bookshop with refunds that failed, and words to send them another way. */
export async function openRouteDesk() {
  const shop = await openBookshop();
  for (const merchantId of ['m_1', 'm_2']) await shop.putMerchant(merchantId, { approvalNeeded: false });

  const pull = (ref: CancellationRef, lever: Lever, actor = SUPPORT) => pullLever(shop.db)({ ...ref, lever, actor });
  const destinations = () =>
    createPayoutDestinations(shop.db, createSealer({ current: 'k', keys: new Map([['k', Buffer.alloc(32, 7)]]) }));
  const destinationOf = async (orderId: string, destination: NewDestination = ACCOUNT) => {
    const created = await destinations().create({ shopId: SHOP, orderId, destination, actor: SUPPORT });
    if (created.outcome === 'refused') throw new Error(JSON.stringify(created));
    return created.destination.destinationId;
  };
  const answered = (ref: CancellationRef, legId: string, answer: ChannelAnswer) =>
    inTransaction(shop.db, async (tx) =>
      applyAnswer(tx, { cancellation: await lockCancellation(tx, ref), legId, answer }),
    );
  const legs = (ref: CancellationRef) =>
    shop.db
      .selectFrom('refund_legs')
      .selectAll()
      .where('cancellation_id', '=', ref.cancellationId)
      .orderBy('leg_id')
      .execute();
  const approvals = (ref: CancellationRef) =>
    shop.db
      .selectFrom('approvals')
      .selectAll()
      .where('cancellation_id', '=', ref.cancellationId)
      .orderBy('approval_id')
      .execute();
  const captureOf = (orderId: string) =>
    shop.db.selectFrom('captures').select('committed').where('order_id', '=', orderId).executeTakeFirstOrThrow();

  /** A refund of 45.00 that has got this answer; failed for good, unless told otherwise. */
  const refund = async (orderId: string, answer: ChannelAnswer = { outcome: 'failed', code: 'ACCOUNT_CLOSED' }) => {
    await shop.putOrder({
      orderId,
      tenders: [tender({ captures: [{ captureId: `cap_${orderId}`, amount: 4_500, capturedAt: NOW }] })],
    });
    const ref = refOf(await shop.accepted(orderId));
    const committed = await commit(shop.db)(ref);
    if (committed.outcome !== 'committed') throw new Error(JSON.stringify(committed));
    const legId = `${ref.cancellationId}/1`;
    await answered(ref, legId, answer);
    await flag(shop.db)({
      ...ref,
      cause: answer.outcome === 'failed' ? 'REFUND_FAILED' : 'REFUND_UNRESOLVED',
      step: 'refund',
    });
    const lever = async (over: Partial<Choose> = {}): Promise<Choose> => ({
      ...{ kind: 'chooseAlternateRoute', legId, route: 'BANK_TRANSFER' },
      destinationId: over.destinationId ?? (await destinationOf(orderId)),
      consent: { givenAt: '2026-03-02T09:00:00Z', evidence: { kind: 'E_MAIL', reference: 'case/4711' } },
      ...over,
    });
    return { ref, legId, lever, approvalId: `${ref.cancellationId}/approval/1` };
  };

  return { shop, pull, destinations, destinationOf, answered, legs, approvals, captureOf, refund };
}
