import { Inject, Injectable } from '@nestjs/common';
import type { KeyIdentity } from '../../ports/api-key-store';
import { API_PARTS, type ApiParts } from '../api-parts';
import { orProblem, Problem } from '../problem/problem';
import { keysMissing } from './keys-missing';
import type {
  ExchangeAnswer,
  LinkBody,
  LinkParams,
  LinkView,
  MerchantLinkParams,
  MerchantLinkView,
} from './links.schemas';

const DAY_MS = 86_400_000;

/** The page which takes the token from behind the # and exchanges it. */
const PAGE = '/open';

@Injectable()
export class LinksService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  async create({ shopId, actor }: KeyIdentity, orderId: string, body: LinkBody): Promise<LinkView> {
    const { purpose, expiresInDays } = body;
    const expiresAt = new Date(this.parts.clock().getTime() + expiresInDays * DAY_MS);
    const created = this.parts.links.create({ shopId, orderId, purpose, expiresAt, createdBy: actor.id });
    const { link, token } = orProblem(await created.catch(keysMissing));
    return {
      linkId: link.linkId,
      orderId,
      role: link.role,
      purpose,
      expiresAt: expiresAt.toISOString(),
      token,
      url: `${new URL(PAGE, this.parts.publicUrl).href}#${token}`,
    };
  }

  async createForMerchant(
    { shopId, actor }: KeyIdentity,
    cancellationId: string,
    merchantId: string,
  ): Promise<MerchantLinkView> {
    const wanted = { shopId, cancellationId, merchantId, createdBy: actor.id };
    const { linkId, token, expiresAt } = orProblem(await this.parts.merchantLinks.create(wanted).catch(keysMissing));
    const url = `${new URL(PAGE, this.parts.publicUrl).href}#${token}`;
    return { linkId, cancellationId, merchantId, expiresAt: expiresAt.toISOString(), token, url };
  }

  async revokeForMerchant(
    { shopId }: KeyIdentity,
    { cancellationId, merchantLinkId: linkId }: MerchantLinkParams,
  ): Promise<void> {
    const isThere = await this.parts.merchantLinks.revoke({ shopId, cancellationId, linkId });
    if (!isThere) throw new Problem('LINK_NOT_FOUND');
  }

  async revoke({ shopId }: KeyIdentity, { orderId, linkId }: LinkParams): Promise<void> {
    const isThere = await this.parts.links.revoke({ shopId, orderId, linkId });
    if (!isThere) throw new Problem('LINK_NOT_FOUND');
  }

  async exchange(token: string): Promise<ExchangeAnswer> {
    const exchanged = await this.parts.links.exchange(token).catch(keysMissing);
    if (exchanged.outcome !== 'exchanged') {
      throw new Problem(exchanged.outcome === 'invalid' ? 'LINK_INVALID' : 'LINK_EXPIRED');
    }
    const { orderId, role, purpose } = exchanged.link;
    return { token: exchanged.token, expiresAt: exchanged.expiresAt.toISOString(), orderId, role, purpose };
  }
}
