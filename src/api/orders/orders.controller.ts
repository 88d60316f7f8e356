import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Locale } from '../../domain/explain/wording';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { quoteAnswer, quoteBody, type QuoteAnswer, type QuoteBody } from '../cancellations/request.schemas';
import { AskedLocale } from '../locale';
import { ApiProblems } from '../openapi/api-problems';
import { orderView, putOrderAnswer, type OrderView, type PutOrderAnswer } from './order.schemas';
import { OrdersService } from './orders.service';
import { orderParams, putOrderBody, type PutOrderBody } from './put-order.schemas';

@ApiTags('orders')
@ApiBearerAuth()
@ApiParam({ name: 'orderId', description: 'The shop’s id of the order', schema: { type: 'string' } })
@ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh' })
@Controller('v1/orders/:orderId')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Put()
  @Does('putOrder')
  @ApiOperation({
    operationId: 'putOrder',
    summary: 'Brings in an order, or what changed of it',
    description:
      'The whole order as the shop knows it. An older version is refused, as is another content under the same version. Once a cancellation ' +
      'was accepted, units and amounts are frozen; captures, shipments and payment events may be added.',
  })
  @ApiOkResponse({ standardSchema: putOrderAnswer })
  @ApiProblems(
    'ORDER_VERSION_OLD',
    'ORDER_FROZEN',
    'AMOUNT_INVALID',
    'CURRENCY_UNKNOWN',
    'CURRENCY_MISMATCH',
    'CHANNEL_UNKNOWN',
    'UNIT_UNKNOWN',
    'DATA_KEYS_MISSING',
  )
  put(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: orderParams }) { orderId }: { orderId: string },
    @Body({ schema: putOrderBody }) body: PutOrderBody,
    @AskedLocale() locale: Locale,
  ): Promise<PutOrderAnswer> {
    return this.orders.put({ shopId, orderId }, body, locale);
  }

  @Get()
  @Does('readOrder')
  @ApiOperation({ operationId: 'getOrder', summary: 'Reads an order: its state never without its refund’s' })
  @ApiOkResponse({ standardSchema: orderView })
  @ApiProblems('ORDER_NOT_FOUND')
  read(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: orderParams }) { orderId }: { orderId: string },
    @AskedLocale() locale: Locale,
  ): Promise<OrderView> {
    return this.orders.read({ shopId, orderId }, locale);
  }

  @Post('quote')
  @HttpCode(200)
  @Does('quote')
  @ApiOperation({
    operationId: 'quoteCancellation',
    summary: 'Says whether it may be cancelled, and what would come back',
    description: 'Nothing is held by it. A denial is a problem with the code that a request would get.',
  })
  @ApiOkResponse({ standardSchema: quoteAnswer })
  @ApiProblems(
    'ORDER_NOT_FOUND',
    'ORDER_SHIPPED',
    'REQUEST_WINDOW_PASSED',
    'REASON_NOT_ALLOWED',
    'ACCOUNT_BLOCKED',
    'LINK_KEYS_MISSING',
  )
  quote(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: orderParams }) { orderId }: { orderId: string },
    @Body({ schema: quoteBody }) body: QuoteBody,
  ): Promise<QuoteAnswer> {
    return this.orders.quote({ shopId, orderId }, body);
  }
}
