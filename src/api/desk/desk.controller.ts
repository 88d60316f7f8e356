import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';

const deskCounts = z
  .object({
    needsHuman: z.int().describe('Cancellations that need a person'),
    overdue: z.int().describe('Whose clock has run out, and which nobody has moved since'),
    drift: z.int().describe('Differences between books that nobody has resolved'),
    lateRefunds: z
      .int()
      .describe(
        'Cancellations with a refund that the customer should have by now: those that the list shows with lateRefunds=true',
      ),
    workflowsUrl: z.string().exactOptional().describe('All workflows in the Temporal Web UI, where that is known'),
  })
  .meta({ id: 'DeskCounts' });

@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('v1/desk')
export class DeskController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'reader' | 'workflowUrl'>) {}

  @Get()
  @Does('readDesk')
  @ApiOperation({ operationId: 'countForDesk', summary: 'Counts what waits for the support desk' })
  @ApiOkResponse({ standardSchema: deskCounts })
  @ApiProblems()
  async counts(@Caller() { shopId, actor }: KeyIdentity): Promise<z.infer<typeof deskCounts>> {
    const counts = await this.parts.reader.countForDesk({ shopId, withNoShop: actor.role === 'operator' });
    const workflowsUrl = this.parts.workflowUrl?.('').replace(/\/$/, '');
    return { ...counts, ...(workflowsUrl === undefined ? {} : { workflowsUrl }) };
  }
}
