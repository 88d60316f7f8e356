import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { ClosureProof } from '../../ports/cancellation-reader';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { visibleTo } from '../cancellations/view-body';
import { cancellationParams } from '../cancellations/view.schemas';
import { ApiProblems } from '../openapi/api-problems';
import { Problem, problemOf } from '../problem/problem';
import { closureProofs, type ClosureProofsBody } from './closure-proof.schemas';

@ApiTags('cancellations')
@ApiBearerAuth()
@Controller('v1/cancellations/:cancellationId/closure-proof')
export class ClosureProofController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'reader'>) {}

  @Get()
  @Does('readClosureProof')
  @ApiOperation({
    operationId: 'getClosureProof',
    summary: 'Reads what a settled cancellation was settled on',
    description:
      'A merchant reads that of what it sold alone: of several merchants’ order the proof names the others’ amounts.',
  })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: closureProofs })
  @ApiProblems('CANCELLATION_NOT_FOUND', 'CLOSURE_PROOF_NOT_FOUND')
  async read(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
  ): Promise<ClosureProofsBody> {
    const ref = { shopId: caller.shopId, cancellationId };
    const view = await this.parts.reader.readView(ref);
    const visible = view === undefined ? undefined : visibleTo(caller, view);
    if (view === undefined || visible === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    const [current, ...superseded] = await this.parts.reader.readClosureProofs(ref);
    if (current === undefined || visible.parts.length < view.parts.length) throw new Problem('CLOSURE_PROOF_NOT_FOUND');
    return { current: bodyOf(current), superseded: superseded.map(bodyOf) };
  }
}

function bodyOf(proof: ClosureProof): ClosureProofsBody['current'] {
  return { ...proof, body: { ...proof.body } };
}
