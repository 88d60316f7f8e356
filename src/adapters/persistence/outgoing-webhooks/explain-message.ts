import type { CancellationView } from '../../../domain/cancellation-view';
import { explain } from '../../../domain/explain/explain';
import { merchantsView } from '../../../domain/merchants-view';
import type { Database } from '../database';
import { readView } from '../read-view';
import type { Explanation } from './message-body';

interface About {
  readonly shop_id: string;
  readonly cancellation_id: string;
  readonly merchant_id: string | null;
}

/**
 * Says where a cancellation stands, in every language, to whom an endpoint is: a merchant is told of its own part, the
 * shop what its customer is told, as the API answers them. Each cancellation is read once.
 */
export function createExplainer(db: Database): (about: About) => Promise<Explanation | undefined> {
  const read = new Map<string, Promise<CancellationView | undefined>>();
  return async ({ shop_id: shopId, cancellation_id: cancellationId, merchant_id: merchantId }) => {
    const key = JSON.stringify([shopId, cancellationId]);
    const reading = read.get(key) ?? readView(db, { shopId, cancellationId });
    read.set(key, reading);
    const view = await reading;
    if (view === undefined) return undefined;
    const seen = merchantId === null ? view : merchantsView(view, ownClock(view, merchantId));
    const audience = merchantId === null ? 'customer' : 'merchant';
    return { en: explain(seen, 'en', audience).headline, zh: explain(seen, 'zh', audience).headline };
  };
}

/** What happens when the clock is over is known of the one that runs out first. */
function ownClock({ parts, deadline, onTimeout }: CancellationView, merchantId: string) {
  const own = parts.find((part) => part.merchantId === merchantId);
  const isFirst = own?.decision === 'PENDING' && own.deadline === deadline;
  return { merchantId, ...(isFirst && onTimeout !== undefined ? { onTimeout } : {}) };
}
