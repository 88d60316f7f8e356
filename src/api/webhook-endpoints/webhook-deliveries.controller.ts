import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { WebhookDelivery } from '../../ports/webhook-endpoints';
import { Caller, Does } from '../access/access.guard';
import { IdempotencyKey } from '../access/idempotency-key';
import { KeepsAnswers } from '../access/idempotency.interceptor';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import { ApiQueryOf } from '../openapi/api-query-of';
import { orProblem, problemOf } from '../problem/problem';
import {
  deliveriesQuery,
  deliveryPage,
  deliveryParams,
  deliveryView,
  endpointParams,
  type DeliveriesQuery,
  type DeliveryBody,
  type DeliveryPageBody,
  type DeliveryParams,
} from './webhook-endpoints.schemas';

@ApiTags('webhook endpoints')
@ApiBearerAuth()
@ApiParam({ name: 'endpointId', schema: { type: 'string' } })
@Controller('v1/webhook-endpoints/:endpointId/deliveries')
export class WebhookDeliveriesController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'webhookEndpoints'>) {}

  @Get()
  @Does('readWebhooks')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'Lists what was sent to an endpoint, with each attempt, newest event first',
  })
  @ApiQueryOf(deliveriesQuery)
  @ApiOkResponse({ standardSchema: deliveryPage })
  @ApiProblems('WEBHOOK_ENDPOINT_NOT_FOUND')
  async list(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: endpointParams }) { endpointId }: { endpointId: string },
    @Query({ schema: deliveriesQuery }) { limit, ...rest }: DeliveriesQuery,
  ): Promise<DeliveryPageBody> {
    const ask = { shopId, endpointId, limit: Number(limit), ...rest };
    const page = await this.parts.webhookEndpoints.deliveries(ask);
    if (page === undefined) throw problemOf(refused('WEBHOOK_ENDPOINT_NOT_FOUND'));
    return { ...page, items: page.items.map(bodyOf) };
  }

  @Post(':deliveryId/resend')
  @HttpCode(200)
  @Does('manageWebhooks')
  @KeepsAnswers('BY_ITSELF')
  @ApiOperation({
    operationId: 'resendWebhook',
    summary: 'Sends it again, at once and by the schedule from its beginning',
    description: 'Under the same webhook-id: a receiver that has it already knows it by that.',
  })
  @ApiParam({ name: 'deliveryId', schema: { type: 'string' } })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOkResponse({ standardSchema: deliveryView })
  @ApiProblems(
    ...(['IDEMPOTENCY_KEY_MISSING', 'IDEMPOTENCY_KEY_REUSED'] as const),
    ...(['WEBHOOK_DELIVERY_NOT_FOUND', 'WEBHOOK_ENDPOINT_DISABLED'] as const),
  )
  async resend(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: deliveryParams }) params: DeliveryParams,
    @IdempotencyKey() idempotencyKey: string,
  ): Promise<DeliveryBody> {
    const queued = await this.parts.webhookEndpoints.resend({ shopId, ...params, idempotencyKey });
    return bodyOf(orProblem(queued).delivery);
  }
}

function bodyOf(delivery: WebhookDelivery): DeliveryBody {
  return { ...delivery, attempts: [...delivery.attempts] };
}
