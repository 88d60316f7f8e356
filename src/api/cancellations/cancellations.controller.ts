import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Locale } from '../../domain/explain/wording';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { AskedLocale } from '../locale';
import { ApiProblems } from '../openapi/api-problems';
import { ApiQueryOf } from '../openapi/api-query-of';
import { CancellationsService } from './cancellations.service';
import {
  cancellationPage,
  cancellationParams,
  cancellationView,
  listQuery,
  timeline,
  type CancellationPageBody,
  type CancellationViewBody,
  type ListQuery,
  type TimelineBody,
} from './view.schemas';

@ApiTags('cancellations')
@ApiBearerAuth()
@Controller('v1/cancellations')
export class CancellationsController {
  constructor(private readonly cancellations: CancellationsService) {}

  @Get()
  @Does('readCancellations')
  @ApiOperation({ operationId: 'listCancellations', summary: 'Lists cancellations, newest or soonest deadline first' })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh' })
  @ApiQueryOf(listQuery)
  @ApiOkResponse({ standardSchema: cancellationPage })
  @ApiProblems()
  list(
    @Caller() caller: KeyIdentity,
    @Query({ schema: listQuery }) query: ListQuery,
    @AskedLocale() locale: Locale,
  ): Promise<CancellationPageBody> {
    return this.cancellations.list(caller, query, locale);
  }

  @Get(':cancellationId')
  @Does('readCancellations')
  @ApiOperation({ operationId: 'getCancellation', summary: 'Reads where a cancellation stands, and why' })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh' })
  @ApiOkResponse({ standardSchema: cancellationView })
  @ApiProblems('CANCELLATION_NOT_FOUND')
  read(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @AskedLocale() locale: Locale,
  ): Promise<CancellationViewBody> {
    return this.cancellations.read(caller, cancellationId, locale);
  }

  @Get(':cancellationId/timeline')
  @Does('readTimeline')
  @ApiOperation({ operationId: 'getTimeline', summary: 'Reads every change with actor, role, time and reason' })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: timeline })
  @ApiProblems('CANCELLATION_NOT_FOUND')
  timeline(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
  ): Promise<TimelineBody> {
    return this.cancellations.timeline(caller, cancellationId);
  }
}
