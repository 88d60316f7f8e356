import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { applicableLevers } from '../../domain/applicable-levers';
import { leverEffect } from '../../domain/explain/lever-effect';
import type { Locale } from '../../domain/explain/wording';
import { LEVER_ROLES } from '../../domain/lever';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { permissionOf } from '../access/permissions';
import { API_PARTS, type ApiParts } from '../api-parts';
import { cancellationParams } from '../cancellations/view.schemas';
import { AskedLocale } from '../locale';
import { ApiProblems } from '../openapi/api-problems';
import { problemOf } from '../problem/problem';
import { leverFields } from './lever-fields';
import { levers, type LeversBody } from './levers.schemas';

@ApiTags('cancellations')
@ApiBearerAuth()
@Controller('v1/cancellations/:cancellationId/levers')
export class LeversController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'reader'>) {}

  @Get()
  @Does('readLevers')
  @ApiOperation({
    operationId: 'listLevers',
    summary: 'Lists the levers that apply now, each with what it does',
    description:
      'Those that the caller may pull, a merchant for parcels of its own alone. `fields` is what the lever’s body wants: docs/levers.md.',
  })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh' })
  @ApiOkResponse({ standardSchema: levers })
  @ApiProblems('CANCELLATION_NOT_FOUND')
  async list(
    @Caller() { shopId, actor, merchantId, scopes }: KeyIdentity,
    @Param({ schema: cancellationParams }) { cancellationId }: { cancellationId: string },
    @AskedLocale() locale: Locale,
  ): Promise<LeversBody> {
    const facts = await this.parts.reader.readLeverFacts({ shopId, cancellationId });
    if (facts === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    // A key or a link that may only read lists none.
    const mayPull = scopes?.includes(permissionOf('pullLever').scope) !== false;
    const applicable = mayPull ? applicableLevers(facts, actor, merchantId) : [];
    return {
      levers: applicable.map(({ kind, subject }) => ({
        ...{ kind, roles: [...LEVER_ROLES[kind]], effect: leverEffect(kind, locale) },
        fields: leverFields(kind, subject),
        ...subject,
      })),
    };
  }
}
