import { Inject, Injectable } from '@nestjs/common';
import type { Locale } from '../../domain/explain/wording';
import { isEndedLever, LEVER_ROLES } from '../../domain/lever';
import { refused, type Refusal } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { TimelineEntry } from '../../ports/cancellation-reader';
import { API_PARTS, type ApiParts } from '../api-parts';
import { orProblem, problemOf } from '../problem/problem';
import type { LeverAnswerBody, WithdrawalAnswer } from './acts.schemas';
import type { AskedLever } from './lever-of';
import { filterOf, itemBodyOf } from './list-body';
import { ReopeningService } from './reopening.service';
import { viewBodyOf, visibleTo } from './view-body';
import type { CancellationPageBody, CancellationViewBody, ListQuery, TimelineBody } from './view.schemas';

@Injectable()
export class CancellationsService {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly reopenings: ReopeningService,
  ) {}

  async read(caller: KeyIdentity, cancellationId: string, locale: Locale): Promise<CancellationViewBody> {
    const facts = this.parts.reader.readRequestFacts({ shopId: caller.shopId, cancellationId });
    const [view, request] = await Promise.all([this.viewFor(caller, cancellationId), facts]);
    if (request === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    return viewBodyOf({ view, request }, caller, {
      locale,
      now: this.parts.clock(),
      workflowUrl: this.parts.workflowUrl,
    });
  }

  async timeline(caller: KeyIdentity, cancellationId: string): Promise<TimelineBody> {
    const { others } = await this.seenBy(caller, cancellationId);
    const all = await this.parts.reader.readTimeline({ shopId: caller.shopId, cancellationId });
    const entries = all.filter((entry) => isVisibleTo(caller, entry));
    return {
      entries: entries.map((entry) => ({
        ...{ ...entry, actor: { ...entry.actor } },
        details: others ? ownDetails(caller, entry) : { ...entry.details },
      })),
    };
  }

  async list(caller: KeyIdentity, query: ListQuery, locale: Locale): Promise<CancellationPageBody> {
    const { limit, cursor, sort } = query;
    const page = await this.parts.reader.list({
      shopId: caller.shopId,
      filter: { ...filterOf(query), ...ownFilter(caller) },
      sort,
      limit: Number(limit),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { ...page, items: page.items.flatMap((item) => itemBodyOf(item, caller, locale)) };
  }

  async withdraw(caller: KeyIdentity, cancellationId: string): Promise<WithdrawalAnswer> {
    const answer = await this.parts.temporal(caller, 'answer').withdraw(cancellationId);
    return orProblem(answer === 'closed' ? await this.whyClosed(caller, cancellationId) : answer);
  }

  async pullLever(caller: KeyIdentity, cancellationId: string, { lever, note }: AskedLever): Promise<LeverAnswerBody> {
    if (isEndedLever(lever)) return this.reopenings.pull(caller, cancellationId, lever);
    const { shopId, actor } = caller;
    // Written first, because a ruling ends the run that it is about.
    if (note !== undefined && lever.kind === 'arbitrate' && LEVER_ROLES.arbitrate.includes(actor.role)) {
      const { merchantId } = lever;
      await this.parts.escalations.keepRulingNote({ shopId, cancellationId, merchantId, text: note, actor });
    }
    const answer = await this.parts.temporal(caller, 'answer').pull(cancellationId, lever);
    return orProblem(answer === 'closed' ? await this.whyClosed(caller, cancellationId) : answer);
  }

  private async viewFor(caller: KeyIdentity, cancellationId: string) {
    return (await this.seenBy(caller, cancellationId)).visible;
  }

  /** What the caller may see of it, and whether others have a part that it may not. */
  private async seenBy(caller: KeyIdentity, cancellationId: string) {
    const view = await this.parts.reader.readView({ shopId: caller.shopId, cancellationId });
    const visible = view === undefined ? undefined : visibleTo(caller, view);
    if (view === undefined || visible === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    return { visible, others: visible.parts.length < view.parts.length };
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

/** Beside others, a merchant reads the details only of what names it: amounts, payments and units of the whole are theirs, too. */
function ownDetails({ merchantId }: KeyIdentity, { details }: TimelineEntry): TimelineEntry['details'] {
  return merchantId !== undefined && details['merchantId'] === merchantId ? { ...details } : {};
}
