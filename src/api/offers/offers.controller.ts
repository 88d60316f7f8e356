import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { cancellationParams } from '../cancellations/view.schemas';
import { ApiProblems } from '../openapi/api-problems';
import {
  answerAnswer,
  answerBody,
  answerParams,
  extensionAnswer,
  extensionBody,
  offerAnswer,
  offerBody,
  type AnswerAnswer,
  type AnswerBody,
  type AnswerParams,
  type ExtensionAnswer,
  type ExtensionBody,
  type OfferAnswer,
  type OfferBody,
} from './offers.schemas';
import { OffersService } from './offers.service';

@ApiTags('cancellations')
@ApiBearerAuth()
@ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
@Controller('v1/cancellations/:cancellationId')
export class OffersController {
  constructor(private readonly offers: OffersService) {}

  @Post('offers')
  @HttpCode(200)
  @Does('makeOffer')
  @ApiOperation({
    operationId: 'makeOffer',
    summary: 'A merchant offers something else instead of deciding, once',
    description:
      'The merchant’s clock stands still until the customer has answered, or the customer’s time is up. Who keeps the promise is the shop: nothing is moved here.',
  })
  @ApiOkResponse({ standardSchema: offerAnswer })
  @ApiProblems(
    'CANCELLATION_NOT_FOUND',
    'OFFER_NOT_POSSIBLE',
    'NOT_AWAITING_DECISION',
    'ALREADY_DECIDED',
    'DECISION_TOO_LATE',
    'ALREADY_WITHDRAWN',
    'CANCELLATION_ENDED',
    'MERCHANT_NOT_ASKED',
    'CURRENCY_MISMATCH',
    'AMOUNT_INVALID',
  )
  make(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @Body({ schema: offerBody }) body: OfferBody,
  ): Promise<OfferAnswer> {
    return this.offers.offer(caller, cancellationId, body);
  }

  @Post('offers/:offerId/answer')
  @HttpCode(200)
  @Does('answerOffer')
  @ApiOperation({
    operationId: 'answerOffer',
    summary: 'The customer accepts or declines an offer',
    description:
      'Accepted, the request is withdrawn and the order goes ahead; declined, the merchant decides. The first answer counts.',
  })
  @ApiParam({ name: 'offerId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: answerAnswer })
  @ApiProblems(
    'CANCELLATION_NOT_FOUND',
    'OFFER_NOT_FOUND',
    'OFFER_ANSWERED',
    'OFFER_TOO_LATE',
    'ALREADY_WITHDRAWN',
    'CANCELLATION_ENDED',
  )
  answer(
    @Caller() caller: KeyIdentity,
    @Param({ schema: answerParams }) params: AnswerParams,
    @Body({ schema: answerBody }) body: AnswerBody,
  ): Promise<AnswerAnswer> {
    return this.offers.answer(caller, params, body);
  }

  @Post('extension')
  @HttpCode(200)
  @Does('extendOwnDeadline')
  @ApiOperation({
    operationId: 'extendDeadline',
    summary: 'A merchant puts off its own deadline, once',
    description: 'By no more than its policy allows. Support has the lever extendDeadline.',
  })
  @ApiOkResponse({ standardSchema: extensionAnswer })
  @ApiProblems(
    'CANCELLATION_NOT_FOUND',
    'EXTENSION_NOT_ALLOWED',
    'EXTENSION_USED',
    'DECISION_TOO_LATE',
    'NOT_AWAITING_DECISION',
    'ALREADY_DECIDED',
    'ALREADY_WITHDRAWN',
    'CANCELLATION_ENDED',
    'MERCHANT_NOT_ASKED',
  )
  extend(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @Body({ schema: extensionBody }) body: ExtensionBody,
  ): Promise<ExtensionAnswer> {
    return this.offers.extend(caller, cancellationId, body);
  }
}
