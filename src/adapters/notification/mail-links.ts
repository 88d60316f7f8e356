import type { Letter } from '../../ports/mails';
import type { MerchantLinks } from '../../ports/merchant-links';
import { LinkKeysMissing, type OrderLinks } from '../../ports/order-links';

/** The page that takes a link's token from behind the #: opening it does nothing by itself. */
const PAGE = '/open';
const CUSTOMER_LINK_MS = 30 * 86_400_000;
const CREATED_BY = 'rescind';

export interface MailLinkParts {
  readonly orderLinks: Pick<OrderLinks, 'create'>;
  readonly merchantLinks: Pick<MerchantLinks, 'create'>;
  readonly publicUrl: string;
  readonly clock: () => Date;
}

/**
 * Where a mail's reader acts: a link of the reader's own. Undefined where it is about no
 * cancellation, or nothing can sign one.
 */
export function createMailLinks(parts: MailLinkParts): (letter: Letter) => Promise<string | undefined> {
  return async (letter) => {
    try {
      const token = await tokenFor(parts, letter);
      return token === undefined ? undefined : `${new URL(PAGE, parts.publicUrl).href}#${token}`;
    } catch (fault) {
      if (fault instanceof LinkKeysMissing) return undefined;
      throw fault;
    }
  };
}

async function tokenFor(
  { orderLinks, merchantLinks, clock }: MailLinkParts,
  { shopId, orderId, merchantId, view }: Letter,
): Promise<string | undefined> {
  if (view === undefined) return undefined;
  const { cancellationId } = view;
  const created =
    merchantId === undefined
      ? await orderLinks.create({
          ...{ shopId, orderId, purpose: 'MANAGE', createdBy: CREATED_BY },
          expiresAt: new Date(clock().getTime() + CUSTOMER_LINK_MS),
        })
      : await merchantLinks.create({ shopId, cancellationId, merchantId, createdBy: CREATED_BY });
  return created.outcome === 'created' ? created.token : undefined;
}
