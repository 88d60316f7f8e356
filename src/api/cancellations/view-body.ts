import type { Role } from '../../domain/cancellation';
import type { CancellationView } from '../../domain/cancellation-view';
import { customerLegLine } from '../../domain/explain/customer-leg';
import { explain } from '../../domain/explain/explain';
import { ownAmounts } from '../../domain/merchants-view';
import { WORDINGS } from '../../domain/explain/wordings';
import type { Audience, Locale } from '../../domain/explain/wording';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { RequestFacts } from '../../ports/cancellation-reader';
import { requestAspectOf, type Reading } from './view-request';
import { rightsVisibleTo } from './visible-rights';
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

/** In whose words a role is told. */
export function audienceOf(role: Role): Audience {
  return AUDIENCES[role];
}

/** A cancellation with the sentence that its reader understands. `view` is what its reader may see of it. */
export function viewBodyOf(
  { view, request }: { readonly view: CancellationView; readonly request: RequestFacts },
  caller: KeyIdentity,
  reading: Reading & { readonly locale: Locale },
): CancellationViewBody {
  const { locale } = reading;
  const wording = WORDINGS[locale];
  const { headline, details } = explain(view, locale, audienceOf(caller.actor.role));
  const { evidence, shares: _shares, ...told } = view;
  return {
    ...told,
    parts: [...view.parts],
    mayAnswerOffer: view.mayAnswerOffer === true,
    mayEscalate: view.escalation?.allowedUntil !== undefined,
    ...(evidence === undefined ? {} : { evidence: [...evidence] }),
    legs: view.legs.map((leg) => ({ ...leg, text: customerLegLine(leg, { currency: view.currency, wording }) })),
    ...requestAspectOf({ view, request }, caller, reading),
    explanation: { headline, details: [...details] },
  };
}

/** What this caller may see of it: a merchant its own part, what comes back for its own units, and no payments; undefined where it has no part. */
export function visibleTo(caller: KeyIdentity, whole: CancellationView): CancellationView | undefined {
  const { actor, merchantId } = caller;
  const view = rightsVisibleTo(caller, whole);
  if (actor.role !== 'merchant') return view;
  const parts = view.parts.filter((part) => part.merchantId === merchantId);
  if (merchantId === undefined || parts.length === 0) return undefined;
  return ownClock({ ...ownAmounts(view, merchantId), parts, legs: [] });
}

/** While merchants are asked, each one's own clock is the one that runs for it. */
function ownClock(view: CancellationView): CancellationView {
  if (view.state !== 'AWAITING_DECISION') return view;
  const { deadline: _all, onTimeout: _whose, ...rest } = view;
  const [own] = view.parts;
  if (own?.decision !== 'PENDING' || own.deadline === undefined) return rest;
  return { ...rest, deadline: own.deadline, ...(own.onTimeout === undefined ? {} : { onTimeout: own.onTimeout }) };
}
