import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { IdempotencyKey } from '../access/idempotency-key';
import { KeepsAnswers } from '../access/idempotency.interceptor';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import { orProblem, problemOf } from '../problem/problem';
import { orKeysMissing } from './or-keys-missing';
import {
  changeEndpointBody,
  createEndpointBody,
  endpointBody,
  endpointList,
  endpointParams,
  endpointView,
  endpointWithHistory,
  endpointWithSecret,
  rotateBody,
  type ChangeEndpointBody,
  type CreateEndpointBody,
  type EndpointBody,
  type EndpointList,
  type EndpointWithHistoryBody,
  type EndpointWithSecretBody,
  type RotateBody,
} from './webhook-endpoints.schemas';

const HOUR_MS = 3_600_000;

@ApiTags('webhook endpoints')
@ApiBearerAuth()
@Controller('v1/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'webhookEndpoints'>) {}

  @Post()
  @HttpCode(200)
  @Does('manageWebhooks')
  @KeepsAnswers('BY_ITSELF')
  @ApiOperation({
    operationId: 'createWebhookEndpoint',
    summary: 'Has events told to an address, by signed messages',
    description: 'The answer shows the secret, this once. Earlier events are not told. See docs/webhooks.md.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOkResponse({ standardSchema: endpointWithSecret })
  @ApiProblems(
    ...(['IDEMPOTENCY_KEY_MISSING', 'IDEMPOTENCY_KEY_REUSED', 'WEBHOOK_URL_REFUSED'] as const),
    ...(['WEBHOOK_ENDPOINT_NOT_FOUND', 'MERCHANT_NOT_FOUND', 'DATA_KEYS_MISSING'] as const),
  )
  async create(
    @Caller() { shopId, actor }: KeyIdentity,
    @IdempotencyKey() idempotencyKey: string,
    @Body({ schema: createEndpointBody }) body: CreateEndpointBody,
  ): Promise<EndpointWithSecretBody> {
    const made = await orKeysMissing(this.parts.webhookEndpoints.create({ shopId, actor, idempotencyKey, ...body }));
    return withSecret(orProblem(made).endpoint);
  }

  @Get()
  @Does('readWebhooks')
  @ApiOperation({ operationId: 'listWebhookEndpoints', summary: 'Lists where events are told, newest first' })
  @ApiOkResponse({ standardSchema: endpointList })
  @ApiProblems()
  async list(@Caller() { shopId }: KeyIdentity): Promise<EndpointList> {
    return { items: (await this.parts.webhookEndpoints.list(shopId)).map(endpointBody) };
  }

  @Get(':endpointId')
  @Does('readWebhooks')
  @ApiOperation({ operationId: 'readWebhookEndpoint', summary: 'Shows an endpoint, and what became of it' })
  @ApiParam({ name: 'endpointId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: endpointWithHistory })
  @ApiProblems('WEBHOOK_ENDPOINT_NOT_FOUND')
  async read(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: endpointParams }) { endpointId }: { endpointId: string },
  ): Promise<EndpointWithHistoryBody> {
    const found = await this.parts.webhookEndpoints.read({ shopId, endpointId });
    if (found === undefined) throw problemOf(refused('WEBHOOK_ENDPOINT_NOT_FOUND'));
    return { ...endpointBody(found.endpoint), history: [...found.history] };
  }

  @Patch(':endpointId')
  @Does('manageWebhooks')
  @ApiOperation({
    operationId: 'changeWebhookEndpoint',
    summary: 'Changes its types, disables it, or enables it again',
    description: 'What waited when it was disabled was given up; each can be sent again. The same change twice is one.',
  })
  @ApiParam({ name: 'endpointId', schema: { type: 'string' } })
  @ApiBody({ required: false })
  @ApiOkResponse({ standardSchema: endpointView })
  @ApiProblems('WEBHOOK_ENDPOINT_NOT_FOUND')
  async change(
    @Caller() { shopId, actor }: KeyIdentity,
    @Param({ schema: endpointParams }) { endpointId }: { endpointId: string },
    @Body({ schema: changeEndpointBody }) body: ChangeEndpointBody,
  ): Promise<EndpointBody> {
    const changed = await this.parts.webhookEndpoints.change({ shopId, endpointId, actor, ...body });
    return endpointBody(orProblem(changed).endpoint);
  }

  @Delete(':endpointId')
  @HttpCode(204)
  @Does('manageWebhooks')
  @ApiOperation({ operationId: 'deleteWebhookEndpoint', summary: 'Stops telling it, and forgets its secrets' })
  @ApiParam({ name: 'endpointId', schema: { type: 'string' } })
  @ApiNoContentResponse()
  @ApiProblems('WEBHOOK_ENDPOINT_NOT_FOUND')
  async remove(
    @Caller() { shopId, actor }: KeyIdentity,
    @Param({ schema: endpointParams }) { endpointId }: { endpointId: string },
  ): Promise<void> {
    const isRemoved = await this.parts.webhookEndpoints.remove({ shopId, endpointId, actor });
    if (!isRemoved) throw problemOf(refused('WEBHOOK_ENDPOINT_NOT_FOUND'));
  }

  @Post(':endpointId/rotate')
  @HttpCode(200)
  @Does('manageWebhooks')
  @KeepsAnswers('BY_ITSELF')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Makes a new secret; the old one signs beside it for a while',
  })
  @ApiParam({ name: 'endpointId', schema: { type: 'string' } })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiBody({ required: false })
  @ApiOkResponse({ standardSchema: endpointWithSecret })
  @ApiProblems(
    ...(['IDEMPOTENCY_KEY_MISSING', 'IDEMPOTENCY_KEY_REUSED', 'WEBHOOK_ENDPOINT_NOT_FOUND'] as const),
    'DATA_KEYS_MISSING',
  )
  async rotate(
    @Caller() { shopId, actor }: KeyIdentity,
    @Param({ schema: endpointParams }) { endpointId }: { endpointId: string },
    @IdempotencyKey() idempotencyKey: string,
    @Body({ schema: rotateBody }) { overlapHours }: RotateBody,
  ): Promise<EndpointWithSecretBody> {
    const ask = { shopId, endpointId, actor, idempotencyKey, overlapMs: overlapHours * HOUR_MS };
    return withSecret(orProblem(await orKeysMissing(this.parts.webhookEndpoints.rotate(ask))).endpoint);
  }
}

function withSecret({ secret, ...endpoint }: Parameters<typeof endpointBody>[0] & { readonly secret?: string }) {
  return { ...endpointBody(endpoint), ...(secret === undefined ? {} : { secret }) };
}
