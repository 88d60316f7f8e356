import { sql } from 'kysely';
import { allocate } from '../../src/domain/allocation';
import type { LegState } from '../../src/domain/refund-leg';
import type { CancellationRef } from '../../src/ports/cancellation-book';
import type { ChannelCapabilities, LegRequest } from '../../src/ports/refund-channel';
import { CAPABILITIES, type Desk } from '../adapters/persistence/money/refund-desk';
import { createPayoutDestinations } from '../../src/adapters/persistence/payouts/payout-destinations';
import { MERCHANT, NOW, refOf, SHOP, SUPPORT } from '../adapters/persistence/steps/bookshop';
import { tender } from '../adapters/persistence/orders/new-order';
import type { Command, Scenario } from './commands';
import { World, type Fault } from './world';

const SUPERVISOR = { id: 'sup_1', role: 'supervisor' } as const;
const TOTAL = 4_500;
const TAKES_ALL: ChannelCapabilities = { ...CAPABILITIES, kinds: ['refund', 'void', 'payout'] };
interface StoredLeg {
  readonly leg_id: string;
  readonly cancellation_id: string;
  readonly state: LegState;
  readonly replaced_by: string | null;
  readonly idempotency_key: string;
}

/** One order and all that happens to it, through the real database, against the world's truth. */
export class Play {
  readonly world = new World();
  /** What was seen that must not be, each beginning with the number of the invariant that it breaks. */
  readonly broken = this.world.broken;
  readonly refs: CancellationRef[] = [];
  private events = 0;
  private atOnce = false;

  constructor(
    private readonly desk: Desk,
    private readonly orderId: string,
    private readonly scenario: Scenario,
  ) {}

  /** Sets the stage, lets everything happen, then lets it come to rest. */
  async run(): Promise<void> {
    const { tenders, tenderOrder, firstPieces, commands } = this.scenario;
    const amounts = allocate(TOTAL, tenders.flat());
    const paid = tenders.map((captures, index) => {
      const before = tenders.slice(0, index).flat().length;
      return tender({
        ...{ tenderId: `t_${index}`, sequence: index + 1, kind: index === 1 ? 'GIFT_CARD' : 'CARD' },
        captures: captures.map((_, place) => ({
          captureId: `${this.orderId}-c${before + place}`,
          amount: amounts[before + place] ?? 0,
          capturedAt: new Date(NOW.getTime() - 60_000 + place),
        })),
      });
    });
    for (const { captureId, amount } of paid.flatMap(({ captures }) => captures)) this.world.capture(captureId, amount);
    await this.desk.putMerchant('m_1', { tenderOrder });
    await this.desk.putMerchant('m_2', { tenderOrder });
    await this.desk.putOrder({ orderId: this.orderId, tenders: paid });
    await this.cancel(firstPieces);
    for (const command of commands) await this.carryOut(command);
    await this.comeToRest();
  }

  legs(): Promise<StoredLeg[]> {
    return this.desk.db
      .selectFrom('refund_legs')
      .select(['leg_id', 'cancellation_id', 'state', 'replaced_by', 'idempotency_key'])
      .where('order_id', '=', this.orderId)
      .orderBy('leg_id')
      .execute();
  }

  private async cancel(pieces: number): Promise<void> {
    const selection =
      pieces === 0
        ? { kind: 'ORDER' as const }
        : { kind: 'LINES' as const, lines: [{ lineId: 'a', quantity: pieces }] };
    const key = `${this.orderId}-${this.refs.length}`;
    const accepted = await this.desk.accepted(this.orderId, { selection, idempotencyKey: key }).catch(() => undefined);
    if (accepted === undefined) return;
    const ref = refOf(accepted);
    for (const { merchantId } of accepted.standing.parts) {
      const receivedAt = NOW.toISOString();
      await this.desk.book.recordDecision({
        ...{ ...ref, merchantId, outcome: 'APPROVED', door: 'API', actor: MERCHANT, receivedAt },
      });
    }
    const committed = await this.desk.book.commit(ref);
    if (committed.outcome === 'committed') this.refs.push(ref);
  }

  private async carryOut(command: Command): Promise<void> {
    switch (command.kind) {
      case 'both':
        this.atOnce = true;
        await Promise.all([this.carryOut(command.one), this.carryOut(command.other)]);
        this.atOnce = false;
        return;
      case 'submit':
      case 'query':
        return this.call(command.kind, command.leg, command.fault);
      case 'settle':
        this.world.settle(command.which, command.succeeds);
        return;
      case 'deliver':
        return this.deliver(command.which);
      case 'retryRefund':
      case 'byHand':
        return this.pull(command.kind, command.leg);
      case 'anotherRoute':
        return this.routeAnew(command.leg);
      case 'external':
        return this.refundOutside(command);
      case 'cancelRest':
        return this.cancelRest();
    }
  }

  /** As the activities do it: the attempt is on record, the call goes out, its answer is recorded. */
  private async call(kind: 'submit' | 'query', which: number, fault: Fault): Promise<void> {
    const legs = await this.legs();
    const leg = legs[which % Math.max(1, legs.length)];
    if (leg === undefined) return;
    const ref = { shopId: SHOP, cancellationId: leg.cancellation_id, legId: leg.leg_id };
    const begun = await this.desk.refunds.beginAttempt({ ...ref, call: kind }, () => TAKES_ALL);
    if (begun.outcome !== 'call') return;
    await this.assertOnRecord(begun.attempt, begun.request);
    const answer = this.world[begun.call](begun.request, fault);
    const { state } = await this.desk.refunds.recordAnswer({ ...ref, attempt: begun.attempt, answer });
    const truth = this.world.refunds.get(leg.idempotency_key)?.state;
    if ((state === 'FAILED' || state === 'CLOSED') && truth !== 'failed') {
      this.broken.push(`5: ${leg.leg_id} counted as ${state} after ${answer.outcome}, the world says ${String(truth)}`);
    }
    if (state === 'SUCCEEDED' && truth === undefined) {
      this.broken.push(`9: ${leg.leg_id} counted as SUCCEEDED after ${answer.outcome}, the world knows nothing`);
    }
    const isAnothers = fault === 'another_refund' && begun.request.providerRef !== undefined;
    if (isAnothers && state === 'SUCCEEDED' && !this.atOnce && leg.state !== 'SUCCEEDED') {
      this.broken.push(`7: ${leg.leg_id} took another refund for its own`);
    }
    if (answer.outcome === 'mismatch' && state === 'SUCCEEDED' && !this.atOnce && leg.state !== 'SUCCEEDED') {
      this.broken.push(`8: ${leg.leg_id} believed an answer about another amount`);
    }
  }

  private async assertOnRecord(attempt: number, request: Omit<LegRequest, 'signal'>): Promise<void> {
    const stored = await this.desk.db
      .selectFrom('refund_attempts')
      .select('request')
      .where('shop_id', '=', SHOP)
      .where('leg_id', '=', request.legId)
      .where('attempt', '=', attempt)
      .executeTakeFirst();
    if (stored === undefined) this.broken.push(`2: ${request.legId} was sent before its attempt was on record`);
  }

  private async deliver(which: number): Promise<void> {
    const message = this.world.messages[which % Math.max(1, this.world.messages.length)];
    if (message !== undefined) await this.desk.refunds.receiveEvent(message);
  }

  private async pull(kind: 'retryRefund' | 'byHand', which: number): Promise<void> {
    const legs = await this.legs();
    const leg = legs[which % Math.max(1, legs.length)];
    if (leg === undefined) return;
    const lever =
      kind === 'retryRefund'
        ? ({ kind, legId: leg.leg_id } as const)
        : ({ kind: 'recordManualRefund', legId: leg.leg_id, reference: `hand-${leg.leg_id}` } as const);
    const ref = { shopId: SHOP, cancellationId: leg.cancellation_id };
    const pulled = await this.desk.book.pullLever({ ...ref, lever, actor: SUPPORT });
    const moved = this.world.refunds.get(leg.idempotency_key);
    const isNew = leg.replaced_by === null && pulled.outcome === 'done';
    if (isNew && moved !== undefined && moved.state !== 'failed') {
      this.broken.push(`6: ${leg.leg_id} was replaced although it moved or may move`);
    }
  }

  /** One person asks for another way, a second one allows it. */
  private async routeAnew(which: number): Promise<void> {
    const legs = await this.legs();
    const leg = legs[which % Math.max(1, legs.length)];
    if (leg === undefined) return;
    const lever = {
      ...{ kind: 'chooseAlternateRoute' as const, legId: leg.leg_id, route: 'STORE_CREDIT' as const },
      destinationId: await this.destination(),
      consent: { givenAt: NOW.toISOString(), evidence: { kind: 'MAIL', reference: 'mail-1' } },
    };
    const ref = { shopId: SHOP, cancellationId: leg.cancellation_id };
    const asked = await this.desk.book.pullLever({ ...ref, lever, actor: SUPPORT });
    const open = await this.openApproval(leg.cancellation_id);
    if (asked.outcome !== 'done' || open === undefined) return;
    const approve = { kind: 'approveRoute' as const, approvalId: open, decision: 'APPROVED' as const };
    const alone = await this.desk.book.pullLever({ ...ref, lever: approve, actor: { ...SUPERVISOR, id: SUPPORT.id } });
    if (alone.outcome === 'done') this.broken.push(`13: ${leg.leg_id} went another way by one person`);
    const allowed = await this.desk.book.pullLever({ ...ref, lever: approve, actor: SUPERVISOR });
    const moved = this.world.refunds.get(leg.idempotency_key);
    if (allowed.outcome === 'done' && leg.replaced_by === null && moved !== undefined && moved.state !== 'failed') {
      this.broken.push(`13: ${leg.leg_id} went another way although it moved or may move`);
    }
  }

  private async destination(): Promise<string> {
    const destinations = createPayoutDestinations(this.desk.db, undefined);
    const created = await destinations.create({
      ...{ shopId: SHOP, orderId: this.orderId, actor: SUPPORT },
      destination: { kind: 'STORE_CREDIT', balanceId: `credit-${this.orderId}` },
    });
    if (created.outcome === 'refused') throw new Error(created.code);
    return created.destination.destinationId;
  }

  private async openApproval(cancellationId: string): Promise<string | undefined> {
    const approval = await this.desk.db
      .selectFrom('approvals')
      .select('approval_id')
      .where('cancellation_id', '=', cancellationId)
      .where('decision', 'is', null)
      .executeTakeFirst();
    return approval?.approval_id;
  }

  private async refundOutside({ capture, amount }: { capture: number; amount: number }): Promise<void> {
    const captures = await this.desk.captures(this.orderId);
    const ids = Object.keys(captures);
    const sourceId = ids[capture % ids.length];
    if (sourceId === undefined) return;
    this.events += 1;
    const eventId = `${this.orderId}-outside-${this.events}`;
    await this.desk.refunds
      .receivePaymentNews({
        ...{ source: 'sandbox', eventId, body: {}, kind: 'EXTERNAL_REFUND', sourceId, amount, currency: 'EUR' },
        happenedAt: NOW,
      })
      .catch((error: unknown) => this.broken.push(`10: a message was lost: ${String(error)}`));
  }

  private async cancelRest(): Promise<void> {
    // A cancellation that is not closed holds off the next.
    for (const ref of this.refs) await this.closeIfDone(ref);
    await this.cancel(0);
  }

  private async closeIfDone(ref: CancellationRef): Promise<void> {
    const own = (await this.legs()).filter((leg) => leg.cancellation_id === ref.cancellationId);
    if (
      own.every(({ state, replaced_by }) => replaced_by !== null || ['PENDING', 'SUCCEEDED', 'MANUAL'].includes(state))
    ) {
      await this.desk.book.close(ref);
    }
  }

  /** The provider answers, every message arrives, and what failed is sent anew, until nothing is open. */
  private async comeToRest(): Promise<void> {
    for (let round = 0; round < 12; round += 1) {
      this.world.settleAll();
      for (const message of this.world.messages) await this.desk.refunds.receiveEvent(message);
      const legs = await this.legs();
      const open = legs.filter(
        ({ state, replaced_by }) => replaced_by === null && state !== 'SUCCEEDED' && state !== 'MANUAL',
      );
      if (open.length === 0) return;
      for (const leg of open) {
        const index = legs.indexOf(leg);
        if (leg.state === 'FAILED' || leg.state === 'CLOSED') await this.pull('retryRefund', index);
        else if (leg.state === 'PLANNED' || leg.state === 'SUBMITTED') await this.call('submit', index, 'none');
        else {
          await this.call('query', index, 'none');
          await this.call('submit', index, 'none');
        }
      }
    }
  }

  /** All rows that a repeated message must leave as they are. */
  async fingerprint(): Promise<string> {
    const { rows } = await sql<{ all: string }>`
      select json_build_array(
        (select json_agg(to_jsonb(l) - 'updated_at' order by leg_id) from refund_legs l where order_id = ${this.orderId}),
        (select json_agg(to_jsonb(e) order by entry_id) from ledger_entries e where order_id = ${this.orderId}),
        (select json_agg(to_jsonb(c) order by capture_id) from captures c where order_id = ${this.orderId}))::text as all`.execute(
      this.desk.db,
    );
    return rows[0]?.all ?? '';
  }
}
