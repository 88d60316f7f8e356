import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { ApiProblems } from '../openapi/api-problems';
import {
  decisionAnswer,
  decisionBody,
  LEVER_KINDS,
  leverAnswer,
  leverBody,
  leverParams,
  withdrawalAnswer,
  type DecisionAnswer,
  type DecisionBody,
  type LeverAnswerBody,
  type LeverParams,
  type WithdrawalAnswer,
} from './acts.schemas';
import { CancellationsService } from './cancellations.service';
import { DecisionsService } from './decisions.service';
import { leverOf } from './lever-of';
import { cancellationParams } from './view.schemas';

@ApiTags('cancellations')
@ApiBearerAuth()
@ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
@Controller('v1/cancellations/:cancellationId')
export class ActsController {
  constructor(
    private readonly cancellations: CancellationsService,
    private readonly decisions: DecisionsService,
  ) {}

  @Post('decisions')
  @HttpCode(200)
  @Does('decide')
  @ApiOperation({
    operationId: 'decideCancellation',
    summary: 'A merchant approves or rejects its part',
    description:
      'Counts from when it is received here, also while no worker is up. Who was first wins; the same again is the same answer.',
  })
  @ApiOkResponse({ standardSchema: decisionAnswer })
  @ApiProblems(
    'CANCELLATION_NOT_FOUND',
    'ALREADY_DECIDED',
    'DECISION_TOO_LATE',
    'CANCELLATION_ENDED',
    'MERCHANT_NOT_ASKED',
    'REJECTION_REASON_MISSING',
    'NOT_AWAITING_DECISION',
    'PART_NOT_ACCEPTED',
    'UNIT_UNKNOWN',
    'QUANTITY_TOO_GREAT',
  )
  decide(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @Body({ schema: decisionBody }) body: DecisionBody,
  ): Promise<DecisionAnswer> {
    return this.decisions.decide(caller, cancellationId, body);
  }

  @Post('withdrawal')
  @HttpCode(200)
  @Does('withdraw')
  @ApiOperation({
    operationId: 'withdrawCancellation',
    summary: 'Takes the request back, until the first irreversible act',
  })
  @ApiOkResponse({ standardSchema: withdrawalAnswer })
  @ApiProblems(
    'CANCELLATION_NOT_FOUND',
    'PAST_THE_PIVOT',
    'ALREADY_WITHDRAWN',
    'TEMPORAL_UNAVAILABLE',
    'WORKER_UNAVAILABLE',
  )
  withdraw(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
  ): Promise<WithdrawalAnswer> {
    return this.cancellations.withdraw(caller, cancellationId);
  }

  @Post('levers/:lever')
  @HttpCode(200)
  @Does('pullLever')
  @ApiOperation({
    operationId: 'pullLever',
    summary: 'Gets a cancellation going again that needs a person',
    description: 'What each lever does, docs/levers.md says.',
  })
  @ApiParam({ name: 'lever', schema: { type: 'string', enum: LEVER_KINDS } })
  @ApiBody({ required: false })
  @ApiOkResponse({ standardSchema: leverAnswer })
  @ApiProblems(
    'CANCELLATION_NOT_FOUND',
    'LEVER_NOT_APPLICABLE',
    'LEG_NOT_FOUND',
    'LEG_NOT_FAILED',
    'CONSENT_MISSING',
    'DESTINATION_NOT_FOUND',
    'DESTINATION_INVALID',
    'APPROVAL_NOT_FOUND',
    'SECOND_PERSON_NEEDED',
    'ALREADY_ESCALATED',
    'CANCELLATION_ACTIVE',
    'ORDER_SHIPPED',
    'UNIT_ALREADY_CANCELLED',
    'TEMPORAL_UNAVAILABLE',
    'WORKER_UNAVAILABLE',
  )
  pull(
    @Caller() caller: KeyIdentity,
    @Param({ schema: leverParams }) { cancellationId, lever }: LeverParams,
    @Body({ schema: leverBody.optional() }) body: object | undefined,
  ): Promise<LeverAnswerBody> {
    return this.cancellations.pullLever(caller, cancellationId, leverOf(lever, body ?? {}));
  }
}
