import { Controller, Headers, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { SYSTEM_ACTOR } from '../../domain/cancellation';
import type { RefundEventReceived } from '../../ports/refund-book';
import { Open } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { id } from '../fields';
import { ApiProblems } from '../openapi/api-problems';
import { Problem } from '../problem/problem';

const webhookAnswer = z.object({ outcome: z.enum(['applied', 'ignored', 'parked']) }).meta({ id: 'WebhookReceived' });

type WebhookAnswer = z.infer<typeof webhookAnswer>;

const webhookParams = z.strictObject({ source: id });

@ApiTags('webhooks')
@Controller('v1/webhooks/refunds')
export class WebhooksController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Post(':source')
  @HttpCode(200)
  @Open()
  @ApiOperation({
    operationId: 'receiveRefundWebhook',
    summary: 'A provider tells what became of a refund',
    description:
      'Signed by the channel’s own rules, instead of an API key. Repeated and shuffled messages change nothing.',
  })
  @ApiParam({ name: 'source', description: 'The channel', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: webhookAnswer })
  @ApiProblems('WEBHOOK_SOURCE_UNKNOWN', 'WEBHOOK_SIGNATURE_INVALID', 'WEBHOOK_UNREADABLE')
  async receive(
    @Param({ schema: webhookParams }) { source }: { source: string },
    @Headers() headers: Record<string, string | undefined>,
    @Req() { body }: Request,
  ): Promise<WebhookAnswer> {
    const raw: unknown = body;
    const result = await this.parts.webhooks.receive({
      source,
      headers,
      body: Buffer.isBuffer(raw) ? raw : Buffer.alloc(0),
    });
    if (result.outcome === 'refused') throw new Problem(result.code);
    await this.tell(result);
    return { outcome: result.outcome };
  }

  /** The run finds it by its own clock where it can't be told now: the database has it. */
  private async tell(result: RefundEventReceived): Promise<void> {
    if (result.outcome !== 'applied' || result.signal === undefined) return;
    const { shopId, cancellationId, legId } = result.signal;
    const door = this.parts.temporal({ shopId, actor: SYSTEM_ACTOR }, 'tell');
    await door.tellRefund(cancellationId, legId).catch(() => undefined);
  }
}
