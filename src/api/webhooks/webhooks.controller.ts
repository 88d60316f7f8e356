import { Controller, Headers, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { SYSTEM_ACTOR } from '../../domain/cancellation';
import type { CancellationRef } from '../../ports/cancellation-book';
import type { LegRef } from '../../ports/refund-book';
import type { WebhookTaken } from '../../ports/refund-webhooks';
import { Open } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { id } from '../fields';
import { ApiProblems } from '../openapi/api-problems';
import { Problem } from '../problem/problem';

const webhookAnswer = z
  .object({
    outcome: z.enum(['applied', 'ignored', 'parked']).meta({ description: 'The furthest that any part of it came' }),
  })
  .meta({ id: 'WebhookReceived' });

type WebhookAnswer = z.infer<typeof webhookAnswer>;

const webhookParams = z.strictObject({ source: id });

const OUTCOMES = ['applied', 'parked', 'ignored'] as const;

@ApiTags('webhooks')
@Controller('v1/webhooks/refunds')
export class WebhooksController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Post(':source')
  @HttpCode(200)
  @Open('webhook')
  @ApiOperation({
    operationId: 'receiveRefundWebhook',
    summary: 'A provider tells what became of a refund or a payment',
    description:
      'Signed by the channel’s own rules, instead of an API key. Repeated and shuffled messages change nothing. The answer is in the words that the channel wants; ours, where it wants none.',
  })
  @ApiParam({ name: 'source', description: 'The channel', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: webhookAnswer })
  @ApiProblems('WEBHOOK_SOURCE_UNKNOWN', 'WEBHOOK_SIGNATURE_INVALID', 'WEBHOOK_UNREADABLE')
  async receive(
    @Param({ schema: webhookParams }) { source }: { source: string },
    @Headers() headers: Record<string, string | undefined>,
    @Req() { body }: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookAnswer | string> {
    const raw: unknown = body;
    const result = await this.parts.webhooks.receive({
      source,
      headers,
      body: Buffer.isBuffer(raw) ? raw : Buffer.alloc(0),
    });
    if (result.outcome === 'refused') throw new Problem(result.code);
    await this.tell(result);
    if (result.acknowledge !== undefined) {
      response.type(result.acknowledge.contentType);
      return result.acknowledge.body;
    }
    const seen = [...result.refunds, ...result.payments].map(({ outcome }) => outcome);
    return { outcome: OUTCOMES.find((outcome) => seen.includes(outcome)) ?? 'ignored' };
  }

  /**
   * The runs find it by their own clocks, and the sweep starts repairs, where they
   * can't be told now: the database has it.
   */
  private async tell({ refunds, payments }: WebhookTaken): Promise<void> {
    for (const news of [...refunds, ...payments]) {
      if (news.outcome !== 'applied') continue;
      if (news.signal !== undefined) await this.tellRun(news.signal);
      if (news.repair !== undefined) {
        const { repair } = news;
        await this.doorOf(repair)
          .tellRepair(repair)
          .catch(() => undefined);
      }
    }
  }

  private async tellRun(signal: LegRef | CancellationRef): Promise<void> {
    const legId = 'legId' in signal ? signal.legId : undefined;
    await this.doorOf(signal)
      .tellRefund(signal.cancellationId, legId)
      .catch(() => undefined);
  }

  private doorOf({ shopId }: CancellationRef) {
    return this.parts.temporal({ shopId, actor: SYSTEM_ACTOR }, 'tell');
  }
}
