import { Inject, Injectable } from '@nestjs/common';
import type { KeyIdentity } from '../../ports/api-key-store';
import { API_PARTS, type ApiParts } from '../api-parts';
import { speakingMerchant } from '../cancellations/speaking-merchant';
import { tellDecided } from '../cancellations/tell-decided';
import { orProblem } from '../problem/problem';
import type {
  AnswerAnswer,
  AnswerBody,
  AnswerParams,
  ExtensionAnswer,
  ExtensionBody,
  OfferAnswer,
  OfferBody,
} from './offers.schemas';

/** Each writes its row first, which says who was first, and then tells the run. */
@Injectable()
export class OffersService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  async offer(caller: KeyIdentity, cancellationId: string, body: OfferBody): Promise<OfferAnswer> {
    const { terms, note } = body;
    const result = await this.parts.offers.makeOffer({
      ...this.act(caller, cancellationId),
      ...{ merchantId: speakingMerchant(caller, body), terms },
      ...(note === undefined ? {} : { note }),
    });
    const { outcome, offer } = orProblem(result);
    return { outcome, offer, signal: await tellDecided(this.parts, caller, cancellationId) };
  }

  async answer(caller: KeyIdentity, params: AnswerParams, { answer }: AnswerBody): Promise<AnswerAnswer> {
    const { cancellationId, offerId } = params;
    const input = { ...this.act(caller, cancellationId), offerId, answer, door: 'API' } as const;
    const { outcome } = orProblem(await this.parts.decisions.answerOffer(input));
    return { outcome, answer, signal: await tellDecided(this.parts, caller, cancellationId) };
  }

  async extend(caller: KeyIdentity, cancellationId: string, body: ExtensionBody): Promise<ExtensionAnswer> {
    const merchantId = speakingMerchant(caller, body);
    const input = { ...this.act(caller, cancellationId), merchantId, minutes: body.minutes };
    const { outcome, deadline } = orProblem(await this.parts.offers.extendDeadline(input));
    return { outcome, deadline, signal: await tellDecided(this.parts, caller, cancellationId) };
  }

  private act({ shopId, actor }: KeyIdentity, cancellationId: string) {
    return { shopId, cancellationId, actor, receivedAt: this.parts.clock().toISOString() };
  }
}
