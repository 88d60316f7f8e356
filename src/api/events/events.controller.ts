import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { cancellationParams } from '../cancellations/view.schemas';
import { ApiProblems } from '../openapi/api-problems';
import { problemOf } from '../problem/problem';
import { EventsService } from './events.service';

const LAST_EVENT = 'Last-Event-ID';
const FORM = [
  '`event: changed` with data `{cancellationId, state, at}` for every change; it may come twice. `id` is a place to go on from, which the header ' +
    'Last-Event-ID says when the stream is asked for again: nothing in between is lost. `event: reset`: too much happened meanwhile, read anew. ' +
    'A comment each 15 seconds says that the line is open.',
].join('');
const STREAM = { description: FORM, content: { 'text/event-stream': { schema: { type: 'string' as const } } } };

@ApiTags('cancellations')
@ApiBearerAuth()
@ApiProduces('text/event-stream')
@ApiHeader({ name: LAST_EVENT, required: false, description: '`id` of the last event that was heard' })
@Controller('v1/cancellations')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'reader'>,
  ) {}

  @Get('events')
  @Does('readCancellations')
  @ApiOperation({
    operationId: 'streamChanges',
    summary: 'Tells what changes, of all that the caller may see',
    description: FORM,
  })
  @ApiOkResponse(STREAM)
  @ApiProblems()
  all(
    @Caller() caller: KeyIdentity,
    @Headers(LAST_EVENT) lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    return this.events.stream(caller, { lastEventId: readLast(lastEventId), response });
  }

  @Get(':cancellationId/events')
  @Does('readCancellations')
  @ApiOperation({
    operationId: 'streamChangesOfOne',
    summary: 'Tells what changes of one cancellation',
    description: FORM,
  })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiOkResponse(STREAM)
  @ApiProblems('CANCELLATION_NOT_FOUND')
  async one(
    @Caller() caller: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @Headers(LAST_EVENT) lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    // Whose it is, the guard has asked already, but not whether there is one at all.
    const view = await this.parts.reader.readView({ shopId: caller.shopId, cancellationId });
    if (view === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    await this.events.stream(caller, { cancellationId, lastEventId: readLast(lastEventId), response });
  }
}

/** What was not one of ours is taken for none. */
function readLast(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
