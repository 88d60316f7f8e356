import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { ApiProblems } from '../openapi/api-problems';
import {
  escalationAnswer,
  escalationBody,
  evidenceAnswer,
  evidenceBody,
  type EscalationAnswer,
  type EscalationBody,
  type EvidenceAnswer,
  type EvidenceBody,
} from './escalation.schemas';
import { EscalationService } from './escalation.service';
import { cancellationParams } from './view.schemas';

@ApiTags('cancellations')
@ApiBearerAuth()
@ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
@Controller('v1/cancellations/:cancellationId')
export class EscalationController {
  constructor(private readonly escalations: EscalationService) {}

  @Post('escalation')
  @HttpCode(200)
  @Does('escalate')
  @ApiOperation({
    operationId: 'escalateCancellation',
    summary: 'Takes a rejection to arbitration',
    description:
      'Opens a new, linked cancellation of the same, or of what was rejected while others approved, which is checked anew and decided by an arbiter; his ruling is final. Once for a rejection, while the merchant’s policy allows it.',
  })
  @ApiBody({ required: false })
  @ApiOkResponse({ standardSchema: escalationAnswer })
  @ApiProblems(
    'CANCELLATION_NOT_FOUND',
    'ESCALATION_NOT_POSSIBLE',
    'ESCALATION_WINDOW_PASSED',
    'ALREADY_ESCALATED',
    'CANCELLATION_ACTIVE',
    'ORDER_SHIPPED',
    'UNIT_ALREADY_CANCELLED',
    'QUANTITY_TOO_GREAT',
    'NOT_PART_CANCELLABLE',
    'TEMPORAL_UNAVAILABLE',
    'WORKER_UNAVAILABLE',
  )
  escalate(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @Body({ schema: escalationBody.optional() }) body: EscalationBody | undefined,
  ): Promise<EscalationAnswer> {
    return this.escalations.escalate(caller, cancellationId, body ?? {});
  }

  @Post('evidence')
  @HttpCode(200)
  @Does('addEvidence')
  @ApiOperation({
    operationId: 'addEvidence',
    summary: 'Shows a document that supports one side',
    description:
      'A reference into your own files and its digest, never the document. Until the cancellation has ended, and after a rejection as long as that may be taken to arbitration.',
  })
  @ApiOkResponse({ standardSchema: evidenceAnswer })
  @ApiProblems('CANCELLATION_NOT_FOUND', 'CANCELLATION_ENDED')
  addEvidence(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @Body({ schema: evidenceBody }) body: EvidenceBody,
  ): Promise<EvidenceAnswer> {
    return this.escalations.addEvidence(caller, cancellationId, body);
  }
}
