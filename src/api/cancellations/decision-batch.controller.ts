import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Locale } from '../../domain/explain/wording';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { AskedLocale } from '../locale';
import { ApiProblems } from '../openapi/api-problems';
import { batchAnswer, batchBody, type BatchAnswer, type BatchBody } from './decision-batch.schemas';
import { DecisionsService } from './decisions.service';

@ApiTags('cancellations')
@ApiBearerAuth()
@Controller('v1/decisions')
export class DecisionBatchController {
  constructor(private readonly decisions: DecisionsService) {}

  @Post('batch')
  @HttpCode(200)
  @Does('decide')
  @ApiOperation({
    operationId: 'decideBatch',
    summary: 'Decides up to a hundred cancellations, with a result for each',
    description: 'What is refused keeps none of the others. Sent again, each has the answer that it had.',
  })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh' })
  @ApiOkResponse({ standardSchema: batchAnswer })
  @ApiProblems()
  decide(
    @Caller() caller: KeyIdentity,
    @Body({ schema: batchBody }) body: BatchBody,
    @AskedLocale() locale: Locale,
  ): Promise<BatchAnswer> {
    return this.decisions.decideAll(caller, body, locale);
  }
}
