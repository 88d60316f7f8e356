import type { Role } from '../../domain/cancellation';
import type { CancellationView } from '../../domain/cancellation-view';
import { customerLegLine } from '../../domain/explain/customer-leg';
import { explain } from '../../domain/explain/explain';
import { WORDINGS } from '../../domain/explain/wordings';
import type { Audience, Locale } from '../../domain/explain/wording';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { CancellationViewBody } from './view.schemas';

const AUDIENCES: Readonly<Record<Role, Audience>> = {
  customer: 'customer',
  service: 'customer',
  merchant: 'merchant',
  support: 'support',
  supervisor: 'support',
  operator: 'support',
  auditor: 'support',
  system: 'support',
};

/** A cancellation with the sentence that its reader understands. */
export function viewBodyOf(view: CancellationView, { actor }: KeyIdentity, locale: Locale): CancellationViewBody {
  const wording = WORDINGS[locale];
  const { headline, details } = explain(view, locale, AUDIENCES[actor.role]);
  return {
    ...view,
    parts: [...view.parts],
    legs: view.legs.map((leg) => ({ ...leg, text: customerLegLine(leg, { currency: view.currency, wording }) })),
    explanation: { headline, details: [...details] },
  };
}

/** What this caller may see of it: a merchant its own part and no payments; undefined where it has no part. */
export function visibleTo({ actor, merchantId }: KeyIdentity, view: CancellationView): CancellationView | undefined {
  if (actor.role !== 'merchant') return view;
  const parts = view.parts.filter((part) => part.merchantId === merchantId);
  return parts.length === 0 ? undefined : { ...view, parts, legs: [] };
}
