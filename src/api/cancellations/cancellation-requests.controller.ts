import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { IdempotencyKey } from '../access/idempotency-key';
import { KeepsAnswers } from '../access/idempotency.interceptor';
import { ApiProblems } from '../openapi/api-problems';
import { orderParams } from '../orders/put-order.schemas';
import { requestAccepted, type RequestAcceptedBody } from './acts.schemas';
import { CancellationRequestsService } from './cancellation-requests.service';
import { requestBody, type RequestBody } from './request.schemas';

@ApiTags('cancellations')
@ApiBearerAuth()
@Controller('v1/orders/:orderId/cancellations')
export class CancellationRequestsController {
  constructor(private readonly requests: CancellationRequestsService) {}

  @Post()
  @HttpCode(200)
  @Does('request')
  @KeepsAnswers('BY_ITSELF')
  @ApiOperation({
    operationId: 'requestCancellation',
    summary: 'Asks to cancel an order, or some of it',
    description:
      'The answer is given once and kept under its key: accepted with the quote and the deadline, or a problem with the code of the denial.',
  })
  @ApiParam({ name: 'orderId', schema: { type: 'string' } })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Yours, one for each request that you mean' })
  @ApiOkResponse({ standardSchema: requestAccepted })
  @ApiProblems(
    'ORDER_NOT_FOUND',
    'ORDER_SHIPPED',
    'CANCELLATION_ACTIVE',
    'REQUEST_WINDOW_PASSED',
    'QUOTE_INVALID',
    'QUOTE_EXPIRED',
    'QUOTE_CHANGED',
    'LINK_KEYS_MISSING',
    'IDEMPOTENCY_KEY_MISSING',
    'IDEMPOTENCY_KEY_REUSED',
    'TEMPORAL_UNAVAILABLE',
    'WORKER_UNAVAILABLE',
  )
  request(
    @Caller() caller: KeyIdentity,
    @Param({ schema: orderParams }) { orderId }: { orderId: string },
    @IdempotencyKey() idempotencyKey: string,
    @Body({ schema: requestBody }) body: RequestBody,
  ): Promise<RequestAcceptedBody> {
    return this.requests.request(caller, { orderId, idempotencyKey, body });
  }
}
