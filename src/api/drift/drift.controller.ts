import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { DriftCase } from '../../ports/drift-book';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiQueryOf } from '../openapi/api-query-of';
import { ApiProblems } from '../openapi/api-problems';
import { Problem } from '../problem/problem';
import {
  driftCase,
  driftPage,
  driftParams,
  driftQuery,
  resolutionBody,
  type DriftCaseBody,
  type DriftPageBody,
  type DriftQuery,
  type ResolutionBody,
} from './drift.schemas';

@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('v1/drift-cases')
export class DriftController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'drift'>) {}

  @Get()
  @Does('readDrift')
  @ApiOperation({
    operationId: 'listDriftCases',
    summary: 'Lists differences between books, newest first',
    description:
      'Open ones, unless asked otherwise. What each kind means and what to do about it: docs/reconciliation.md.',
  })
  @ApiQueryOf(driftQuery)
  @ApiOkResponse({ standardSchema: driftPage })
  @ApiProblems()
  async list(
    @Caller() { shopId, actor }: KeyIdentity,
    @Query({ schema: driftQuery }) { limit, cursor, ...filter }: DriftQuery,
  ): Promise<DriftPageBody> {
    const page = await this.parts.drift.list({
      shopId,
      // What no shop's payment is behind is the installation's, whose operator sees it.
      withNoShop: actor.role === 'operator',
      filter,
      limit: Number(limit),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { ...page, items: page.items.map(bodyOf) };
  }

  @Post(':caseId/resolution')
  @HttpCode(200)
  @Does('resolveDrift')
  @ApiOperation({
    operationId: 'resolveDriftCase',
    summary: 'Takes a case off the list, with what was found out',
    description: 'Nothing else is changed by it. Once what differs is no longer the same, the case is to do again.',
  })
  @ApiParam({ name: 'caseId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: driftCase })
  @ApiProblems('DRIFT_CASE_NOT_FOUND', 'DRIFT_CASE_RESOLVED')
  async resolve(
    @Caller() { shopId, actor }: KeyIdentity,
    @Param({ schema: driftParams }) { caseId }: { caseId: string },
    @Body({ schema: resolutionBody }) { note }: ResolutionBody,
  ): Promise<DriftCaseBody> {
    const withNoShop = actor.role === 'operator';
    const answer = await this.parts.drift.resolve({ shopId, withNoShop, caseId: Number(caseId), note, actor });
    if (answer.outcome === 'not-found') throw new Problem('DRIFT_CASE_NOT_FOUND');
    if (answer.outcome !== 'resolved') {
      const { resolution, closedAt = '' } = answer.case;
      throw new Problem('DRIFT_CASE_RESOLVED', {
        details: resolution === undefined ? { closedAt } : { at: resolution.at, by: resolution.by.id },
      });
    }
    return bodyOf(answer.case);
  }
}

function bodyOf(one: DriftCase): DriftCaseBody {
  return { ...one, ours: { ...one.ours }, theirs: { ...one.theirs } };
}
