import { sql } from 'kysely';
import type { CancellationView, PartView } from '../../../domain/cancellation-view';
import { hasEnded } from '../has-ended';
import { asOffer, type OfferJson } from '../standing';
import type { CancellationRow } from '../tables/cancellations';

/** What a view reads of offers, beside the columns of its cancellation `c`. */
export interface OfferedRow {
  readonly offer: (OfferJson & { readonly note: string | null }) | null;
}

/** What a view reads of a part's own extension: by how many minutes it may be put off, once; null: not at all. */
export interface ExtendableJson {
  readonly extendable: number | null;
}

export const OFFER_COLUMN = sql`
  (select json_build_object('offerId', offer_id, 'merchantId', merchant_id, 'deadline', deadline, 'state', state,
      'terms', json_build_object('kind', kind, 'amount', amount, 'currency', currency), 'note', note)
    from offers o where o.shop_id = c.shop_id and o.cancellation_id = c.cancellation_id) as offer`;

/** Of a part `p` of a cancellation `c`. */
export const EXTENDABLE_FIELD = sql`
  'extendable', case when p.state = 'PENDING' and p.deadline > now() and c.state = 'AWAITING_DECISION'
      and c.withdrawn_at is null and not exists (select from deadline_extensions e where e.shop_id = p.shop_id
        and e.cancellation_id = p.cancellation_id and e.merchant_id = p.merchant_id)
    then nullif((c.policies -> p.merchant_id ->> 'extensionMinutes')::int, 0) end`;

/** The offer that was made, and whether the customer may answer it at this time. */
export function offerOfRow(
  { offer, state, withdrawn_at }: OfferedRow & Pick<CancellationRow, 'state' | 'withdrawn_at'>,
  now: Date,
): Pick<CancellationView, 'offer' | 'mayAnswerOffer'> {
  if (offer === null) return {};
  const { note, ...stored } = offer;
  const told = asOffer(stored);
  const isOpen = told.state === 'OPEN' && withdrawn_at === null && !hasEnded(state);
  return {
    offer: note === null ? told : { ...told, note },
    mayAnswerOffer: isOpen && now.getTime() <= Date.parse(told.deadline),
  };
}

/** May the merchant put off this part's deadline itself? */
export function extendableOf({ extendable }: ExtendableJson): Pick<PartView, 'extendable'> {
  return extendable === null ? {} : { extendable: { minutes: extendable } };
}

/** A customer's clock, while an offer is open. */
export function customersClock({ offer }: OfferedRow): Pick<CancellationView, 'deadline'> | undefined {
  return offer?.state === 'OPEN' ? { deadline: new Date(offer.deadline).toISOString() } : undefined;
}
