import { explain } from '../../domain/explain/explain';
import type { Locale } from '../../domain/explain/wording';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { CancellationFilter, ListedCancellation } from '../../ports/cancellation-reader';
import { audienceOf, visibleTo } from './view-body';
import type { CancellationPageBody, ListQuery } from './view.schemas';

/** What a query asks for. */
export function filterOf(query: ListQuery): CancellationFilter {
  const { orderId, state, waitingOn, merchantId, reason, needsHuman, lateRefunds, q, deadlineBefore } = query;
  const { active, endedWithinDays } = query;
  return {
    ...(orderId === undefined ? {} : { orderId }),
    ...(state === undefined ? {} : { states: typeof state === 'string' ? [state] : state }),
    ...(waitingOn === undefined ? {} : { waitingOn }),
    ...(merchantId === undefined ? {} : { merchantId }),
    ...(reason === undefined ? {} : { reason }),
    ...(needsHuman === undefined ? {} : { needsHuman: true }),
    ...(lateRefunds === undefined ? {} : { lateRefunds: true }),
    ...(q === undefined ? {} : { prefix: q }),
    ...(deadlineBefore === undefined ? {} : { deadlineBefore }),
    ...(active === undefined
      ? {}
      : { active: endedWithinDays === undefined ? {} : { endedWithinDays: Number(endedWithinDays) } }),
  };
}

/** One of a list, as this caller may see it; nothing where it may see none of it. */
export function itemBodyOf(
  { view: whole, requestedAt, units }: ListedCancellation,
  caller: KeyIdentity,
  locale: Locale,
): CancellationPageBody['items'] {
  const view = visibleTo(caller, whole);
  if (view === undefined) return [];
  const { role } = caller.actor;
  const { cancellationId, orderId, state, waitingOn, refundState, reason, currency, refund, deadline, onTimeout } =
    view;
  const own = role === 'merchant' ? { [caller.merchantId ?? '']: units[caller.merchantId ?? ''] ?? 0 } : units;
  const item = {
    ...{ cancellationId, orderId, state, waitingOn, refundState, reason, currency, refund, requestedAt },
    ...(deadline === undefined ? {} : { deadline }),
    ...(onTimeout === undefined ? {} : { onTimeout }),
    whole: view.whole,
    unitCount: Object.values(own).reduce((total, count) => total + count, 0),
    headline: explain(view, locale, audienceOf(role)).headline,
  };
  return [item];
}
