import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiQueryOf } from '../openapi/api-query-of';
import { ApiProblems } from '../openapi/api-problems';
import { merchantBodyOf } from './merchant-body';
import { merchantPage, merchantsQuery, type MerchantPageBody, type MerchantsQuery } from './merchants.schemas';

@ApiTags('merchants')
@ApiBearerAuth()
@Controller('v1/merchants')
export class MerchantListController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'merchants'>) {}

  @Get()
  @Does('listMerchants')
  @ApiOperation({ operationId: 'listMerchants', summary: 'Lists merchants with calendar and policy, by their ids' })
  @ApiQueryOf(merchantsQuery)
  @ApiOkResponse({ standardSchema: merchantPage })
  @ApiProblems()
  async list(
    @Caller() { shopId }: KeyIdentity,
    @Query({ schema: merchantsQuery }) { limit, cursor }: MerchantsQuery,
  ): Promise<MerchantPageBody> {
    const ask = { shopId, limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) };
    const { items, ...page } = await this.parts.merchants.list(ask);
    return { ...page, items: items.map(merchantBodyOf) };
  }
}
