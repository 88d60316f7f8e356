import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { Feedback } from '../../ports/cancellation-reader';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { feedback } from '../cancellations/view-request.schemas';
import { cancellationParams } from '../cancellations/view.schemas';
import { ApiProblems } from '../openapi/api-problems';
import { Problem, problemOf } from '../problem/problem';
import { feedbackBody, type FeedbackBody } from './feedback.schemas';

@ApiTags('cancellations')
@ApiBearerAuth()
@Controller('v1/cancellations/:cancellationId/feedback')
export class FeedbackController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'feedback'>) {}

  @Post()
  @Does('giveFeedback')
  @ApiOperation({
    operationId: 'giveFeedback',
    summary: 'The customer says how it went, once',
    description: 'After its close or its end. Shown to the customer, the merchants and support.',
  })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiCreatedResponse({ standardSchema: feedback })
  @ApiProblems('CANCELLATION_NOT_FOUND', 'FEEDBACK_GIVEN', 'FEEDBACK_TOO_EARLY')
  async give(
    @Caller() { shopId, actor }: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @Body({ schema: feedbackBody }) body: FeedbackBody,
  ): Promise<Feedback> {
    const answer = await this.parts.feedback.give({ shopId, cancellationId, actor, ...body });
    switch (answer.outcome) {
      case 'kept':
        return answer.feedback;
      case 'given-before':
        throw new Problem('FEEDBACK_GIVEN');
      case 'too-early':
        throw new Problem('FEEDBACK_TOO_EARLY', { details: { state: answer.state } });
      case 'not-found':
        throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    }
  }
}
