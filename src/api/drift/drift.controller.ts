import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiQueryOf } from '../openapi/api-query-of';
import { ApiProblems } from '../openapi/api-problems';
import { driftPage, driftQuery, type DriftPageBody, type DriftQuery } from './drift.schemas';

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
    const items = page.items.map((one) => ({ ...one, ours: { ...one.ours }, theirs: { ...one.theirs } }));
    return { ...page, items };
  }
}
