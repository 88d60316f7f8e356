import type { Role } from '../../domain/cancellation';
import type { CancellationView } from '../../domain/cancellation-view';
import { mayGiveFeedback } from '../../domain/feedback';
import { sum } from '../../domain/money';
import type { Quote } from '../../domain/quote';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { RequestFacts } from '../../ports/cancellation-reader';
import { mayDo } from '../access/permissions';
import { quoteBodyOf } from './quote-body';
import type { CancellationViewBody } from './view.schemas';

/** What a view is read with. */
export interface Reading {
  readonly now: Date;
  /** Where a workflow's history is shown; undefined where no Web UI is known. */
  readonly workflowUrl: ((workflowId: string) => string) | undefined;
}

type RequestAspect = Pick<
  CancellationViewBody,
  | 'requestedAt'
  | 'serverTime'
  | 'initiator'
  | 'pivotTaken'
  | 'units'
  | 'quote'
  | 'feedback'
  | 'mayGiveFeedback'
  | 'maySeeTimeline'
  | 'workflowUrl'
>;

const STAFF: readonly Role[] = ['support', 'supervisor', 'operator', 'auditor'];
/** Who may say how it went: the customer, or the shop's own systems for them. */
const GIVERS: readonly Role[] = ['customer', 'service'];

/** What was asked and promised, as this caller may see it. */
export function requestAspectOf(
  { view, request }: { readonly view: CancellationView; readonly request: RequestFacts },
  { actor, merchantId }: KeyIdentity,
  { now, workflowUrl }: Reading,
): RequestAspect {
  const { requestedAt, initiator, pivotTaken, feedback } = request;
  const isMerchant = actor.role === 'merchant';
  const units = isMerchant ? request.units.filter((one) => one.merchantId === merchantId) : request.units;
  return {
    requestedAt,
    serverTime: now.toISOString(),
    initiator,
    pivotTaken,
    units: [...units],
    quote: quoteBodyOf(isMerchant ? ownPartOf(request.quote, merchantId) : request.quote),
    ...(feedback === undefined ? {} : { feedback }),
    mayGiveFeedback: feedback === undefined && GIVERS.includes(actor.role) && mayGiveFeedback(view.state),
    maySeeTimeline: mayDo(actor.role, 'readTimeline'),
    ...(STAFF.includes(actor.role) && workflowUrl !== undefined
      ? { workflowUrl: workflowUrl(request.workflowId) }
      : {}),
  };
}

/** A quote as one merchant sees it: its own units, and no payments. Where all of it is its own, the sums are those of the quote. */
function ownPartOf(quote: Quote, merchantId: string | undefined): Quote {
  const units = quote.units.filter((unit) => unit.merchantId === merchantId);
  const { benefits: _benefits, ...rest } = quote;
  if (units.length === quote.units.length) return { ...rest, tenders: [] };
  const goods = sum(units.map((unit) => unit.goods));
  const shipping = sum(units.map((unit) => unit.shipping));
  const { currency, whole } = quote;
  return { currency, whole, units, goods, shipping, adjustment: 0, fee: 0, refund: goods + shipping, tenders: [] };
}
