import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { policySentences } from '../../domain/explain/policy-sentences';
import type { Locale } from '../../domain/explain/wording';
import { refused } from '../../domain/refusals';
import { Open } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { AskedLocale } from '../locale';
import { policyBodyOf } from '../merchants/merchant-body';
import { ApiProblems } from '../openapi/api-problems';
import { ApiQueryOf } from '../openapi/api-query-of';
import { problemOf } from '../problem/problem';
import { policyParams, policyQuery, publicPolicy, type PolicyQuery, type PublicPolicy } from './policies.schemas';

@ApiTags('merchants')
@Controller('v1/policies')
export class PoliciesController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'merchants'>) {}

  @Get(':merchantId')
  @Open()
  @ApiOperation({
    operationId: 'getPolicy',
    summary: 'Tells a merchant’s policy in plain words, to everybody, before they order',
  })
  @ApiParam({ name: 'merchantId', schema: { type: 'string' } })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh' })
  @ApiQueryOf(policyQuery)
  @ApiOkResponse({ standardSchema: publicPolicy })
  @ApiProblems('MERCHANT_NOT_FOUND')
  async read(
    @Param({ schema: policyParams }) { merchantId }: { merchantId: string },
    @Query({ schema: policyQuery }) { shop, currency }: PolicyQuery,
    @AskedLocale() locale: Locale,
  ): Promise<PublicPolicy> {
    const merchant = await this.parts.merchants.read(shop, merchantId);
    if (merchant === undefined) throw problemOf(refused('MERCHANT_NOT_FOUND'));
    const { policy } = merchant;
    const sentences = policySentences(policy, locale, currency);
    return { merchantId, shopId: shop, version: policy.version, sentences, policy: policyBodyOf(policy) };
  }
}
