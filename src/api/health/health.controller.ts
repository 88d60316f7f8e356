import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Open } from '../access/access.guard';
import { API_PARTS, type ApiParts, type ReadinessCheck } from '../api-parts';

const CHECK_TIMEOUT_MS = 2_000;
const RETRY_AFTER_SECONDS = 2;

const live = z.object({ status: z.literal('live') }).meta({ id: 'Live' });
const ready = z
  .object({
    status: z.enum(['ready', 'not ready']),
    checks: z.record(z.string(), z.enum(['ok', 'failed'])),
  })
  .meta({ id: 'Ready' });

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Get('live')
  @Open('uncounted')
  @ApiOperation({ operationId: 'live', summary: 'This process runs' })
  @ApiOkResponse({ standardSchema: live })
  live(): z.infer<typeof live> {
    return { status: 'live' };
  }

  @Get('ready')
  @Open('uncounted')
  @ApiOperation({ operationId: 'ready', summary: 'Database, migrations and Temporal answer' })
  @ApiOkResponse({ standardSchema: ready })
  @ApiResponse({ status: 503, description: 'Which does not, the body says', standardSchema: ready })
  async ready(@Res({ passthrough: true }) response: Response): Promise<z.infer<typeof ready>> {
    const results = await Promise.all(this.parts.readiness.map(resultOf));
    const isReady = results.every(([, result]) => result === 'ok');
    if (!isReady) response.status(503).setHeader('Retry-After', RETRY_AFTER_SECONDS);
    return { status: isReady ? 'ready' : 'not ready', checks: Object.fromEntries(results) };
  }
}

async function resultOf({ name, check }: ReadinessCheck): Promise<[string, 'ok' | 'failed']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer'));
    }, CHECK_TIMEOUT_MS);
  });
  return Promise.race([check(), late])
    .then(
      () => [name, 'ok'] as [string, 'ok'],
      () => [name, 'failed'] as [string, 'failed'],
    )
    .finally(() => {
      clearTimeout(timer);
    });
}
