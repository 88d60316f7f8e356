import { Inject, Injectable } from '@nestjs/common';
import type { Locale } from '../../domain/explain/wording';
import type { Lever } from '../../domain/lever';
import { refused, type Refusal } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { TimelineEntry } from '../../ports/cancellation-reader';
import { API_PARTS, type ApiParts } from '../api-parts';
import { isRefusal, orProblem, problemOf } from '../problem/problem';
import type { DecisionAnswer, DecisionBody, LeverAnswerBody, WithdrawalAnswer } from './acts.schemas';
import { viewBodyOf, visibleTo } from './view-body';
import type { CancellationPageBody, CancellationViewBody, ListQuery, TimelineBody } from './view.schemas';

@Injectable()
export class CancellationsService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  async read(caller: KeyIdentity, cancellationId: string, locale: Locale): Promise<CancellationViewBody> {
    return viewBodyOf(await this.viewFor(caller, cancellationId), caller, locale);
  }

  async timeline(caller: KeyIdentity, cancellationId: string): Promise<TimelineBody> {
    await this.viewFor(caller, cancellationId);
    const all = await this.parts.reader.readTimeline({ shopId: caller.shopId, cancellationId });
    const entries = all.filter((entry) => isVisibleTo(caller, entry));
    return {
      entries: entries.map((entry) => ({ ...entry, actor: { ...entry.actor }, details: { ...entry.details } })),
    };
  }

  async list(caller: KeyIdentity, query: ListQuery): Promise<CancellationPageBody> {
    const { limit, cursor, ...asked } = query;
    const page = await this.parts.reader.list({
      shopId: caller.shopId,
      filter: { ...asked, ...ownFilter(caller) },
      limit: Number(limit),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { ...page, items: [...page.items] };
  }

  /**
   * Writes the decision's row, which says who was first, and then tells the run. A run that can't be told now finds the row at its deadline at
   * the latest: the decision stands.
   */
  async decide(caller: KeyIdentity, cancellationId: string, body: DecisionBody): Promise<DecisionAnswer> {
    const receivedAt = this.parts.clock().toISOString();
    const { shopId, actor } = caller;
    const merchantId = merchantOf(caller, body);
    const { outcome, rejectionReason } = body;
    const result = await this.parts.decisions.recordDecision({
      shopId,
      cancellationId,
      merchantId,
      outcome,
      door: 'API',
      actor,
      receivedAt,
      ...(rejectionReason === undefined ? {} : { rejectionReason }),
    });
    if (isRefusal(result)) throw problemOf(result, 'winner' in result ? { winner: result.winner } : {});
    const signal = await this.tellDecided(caller, cancellationId);
    return { outcome: 'recorded', decision: result.decision, signal };
  }

  async withdraw(caller: KeyIdentity, cancellationId: string): Promise<WithdrawalAnswer> {
    const answer = await this.parts.temporal(caller, 'answer').withdraw(cancellationId);
    return orProblem(answer === 'closed' ? await this.whyClosed(caller, cancellationId) : answer);
  }

  async pullLever(caller: KeyIdentity, cancellationId: string, lever: Lever): Promise<LeverAnswerBody> {
    const answer = await this.parts.temporal(caller, 'answer').pull(cancellationId, lever);
    return orProblem(answer === 'closed' ? await this.whyClosed(caller, cancellationId) : answer);
  }

  private async tellDecided(caller: KeyIdentity, cancellationId: string): Promise<'sent' | 'pending'> {
    try {
      await this.parts.temporal(caller, 'tell').tellDecided(cancellationId);
      return 'sent';
    } catch {
      return 'pending';
    }
  }

  private async viewFor(caller: KeyIdentity, cancellationId: string) {
    const view = await this.parts.reader.readView({ shopId: caller.shopId, cancellationId });
    const visible = view === undefined ? undefined : visibleTo(caller, view);
    if (visible === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    return visible;
  }

  private async whyClosed({ shopId }: KeyIdentity, cancellationId: string): Promise<Refusal> {
    const view = await this.parts.reader.readView({ shopId, cancellationId });
    if (view === undefined) return refused('CANCELLATION_NOT_FOUND');
    return refused(view.state === 'WITHDRAWN' ? 'ALREADY_WITHDRAWN' : 'CANCELLATION_ENDED', { state: view.state });
  }
}

/** Whatever is asked for, a merchant lists its own and a customer its order's. */
function ownFilter({ actor, merchantId, orderId }: KeyIdentity): { merchantId?: string; orderId?: string } {
  if (actor.role === 'merchant') return { merchantId: merchantId ?? '' };
  return actor.role === 'customer' ? { orderId: orderId ?? '' } : {};
}

/** What is about another merchant's part alone is not this one's to read. */
function isVisibleTo({ actor, merchantId }: KeyIdentity, { details }: TimelineEntry): boolean {
  const about = details['merchantId'];
  return actor.role !== 'merchant' || about === undefined || about === merchantId;
}

/** A merchant's key decides that merchant's part; the shop's own systems say whose. */
function merchantOf({ actor, merchantId }: KeyIdentity, body: DecisionBody): string {
  if (actor.role !== 'merchant') {
    if (body.merchantId === undefined) throw problemOf(refused('MERCHANT_NOT_ASKED', { field: 'merchantId' }));
    return body.merchantId;
  }
  if (merchantId === undefined || (body.merchantId !== undefined && body.merchantId !== merchantId)) {
    throw problemOf(refused('ROLE_NOT_ALLOWED', { role: actor.role, field: 'merchantId' }));
  }
  return merchantId;
}
