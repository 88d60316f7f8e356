import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does, Open } from '../access/access.guard';
import { KeepsAnswers } from '../access/idempotency.interceptor';
import { ApiProblems } from '../openapi/api-problems';
import {
  cancellationOfLinks,
  exchangeAnswer,
  exchangeBody,
  linkBody,
  linkParams,
  linkView,
  merchantLinkBody,
  merchantLinkParams,
  merchantLinkView,
  orderOfLinks,
  type ExchangeAnswer,
  type ExchangeBody,
  type LinkBody,
  type LinkParams,
  type LinkView,
  type MerchantLinkBody,
  type MerchantLinkParams,
  type MerchantLinkView,
} from './links.schemas';
import { LinksService } from './links.service';

@ApiTags('links')
@Controller('v1')
export class LinksController {
  constructor(private readonly links: LinksService) {}

  @Post('orders/:orderId/links')
  @Does('createLink')
  @KeepsAnswers('SEALED')
  @ApiBearerAuth()
  @ApiOperation({
    operationId: 'createOrderLink',
    summary: 'Signs a link by which a customer acts on this order alone',
    description: 'For the order’s own contact. It works any number of times, until it expires or is revoked.',
  })
  @ApiParam({ name: 'orderId', schema: { type: 'string' } })
  @ApiBody({ required: false })
  @ApiCreatedResponse({ standardSchema: linkView })
  @ApiProblems('ORDER_NOT_FOUND', 'LINK_KEYS_MISSING')
  create(
    @Caller() caller: KeyIdentity,
    @Param({ schema: orderOfLinks }) { orderId }: { orderId: string },
    @Body({ schema: linkBody }) body: LinkBody,
  ): Promise<LinkView> {
    return this.links.create(caller, orderId, body);
  }

  @Delete('orders/:orderId/links/:linkId')
  @HttpCode(204)
  @Does('revokeLink')
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'revokeOrderLink', summary: 'Ends a link, and every token that it was exchanged for' })
  @ApiParam({ name: 'orderId', schema: { type: 'string' } })
  @ApiParam({ name: 'linkId', schema: { type: 'string' } })
  @ApiNoContentResponse()
  @ApiProblems('LINK_NOT_FOUND')
  revoke(@Caller() caller: KeyIdentity, @Param({ schema: linkParams }) params: LinkParams): Promise<void> {
    return this.links.revoke(caller, params);
  }

  @Post('cancellations/:cancellationId/links')
  @Does('createLink')
  @KeepsAnswers('SEALED')
  @ApiBearerAuth()
  @ApiOperation({
    operationId: 'createMerchantLink',
    summary: 'Signs a link by which a merchant decides on its part of this cancellation alone',
    description:
      'Opening it decides nothing. It works until a day after the deadline, and only for reading once the part is decided.',
  })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiCreatedResponse({ standardSchema: merchantLinkView })
  @ApiProblems('CANCELLATION_NOT_FOUND', 'MERCHANT_NOT_ASKED', 'LINK_KEYS_MISSING')
  createForMerchant(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationOfLinks }) { cancellationId }: { cancellationId: string },
    @Body({ schema: merchantLinkBody }) { merchantId }: MerchantLinkBody,
  ): Promise<MerchantLinkView> {
    return this.links.createForMerchant(caller, cancellationId, merchantId);
  }

  @Delete('cancellations/:cancellationId/links/:merchantLinkId')
  @HttpCode(204)
  @Does('revokeLink')
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'revokeMerchantLink', summary: 'Ends a merchant’s link, and whoever came in by it' })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiParam({ name: 'merchantLinkId', schema: { type: 'string' } })
  @ApiNoContentResponse()
  @ApiProblems('LINK_NOT_FOUND')
  revokeForMerchant(
    @Caller() caller: KeyIdentity,
    @Param({ schema: merchantLinkParams }) params: MerchantLinkParams,
  ): Promise<void> {
    return this.links.revokeForMerchant(caller, params);
  }

  @Post('links/exchange')
  @HttpCode(200)
  @Open('sign-in')
  @ApiOperation({
    operationId: 'exchangeLink',
    summary: 'Exchanges a link for a bearer token of an hour',
    description: 'A page does it for whoever opened the link; opening it alone does nothing.',
  })
  @ApiOkResponse({ standardSchema: exchangeAnswer })
  @ApiProblems('LINK_INVALID', 'LINK_EXPIRED', 'LINK_KEYS_MISSING')
  exchange(@Body({ schema: exchangeBody }) { token }: ExchangeBody): Promise<ExchangeAnswer> {
    return this.links.exchange(token);
  }
}
