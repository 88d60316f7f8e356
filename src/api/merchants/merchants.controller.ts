import { Body, Controller, Inject, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import {
  merchantParams,
  putMerchantAnswer,
  putMerchantBody,
  type PutMerchantAnswer,
  type PutMerchantBody,
} from './merchants.schemas';

@ApiTags('merchants')
@ApiBearerAuth()
@Controller('v1/merchants/:merchantId')
export class MerchantsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Put()
  @Does('putMerchant')
  @ApiOperation({
    operationId: 'putMerchant',
    summary: 'Sets a merchant’s calendar and policy',
    description: 'A changed policy becomes a new version. Requests that run keep the one they were accepted under.',
  })
  @ApiParam({ name: 'merchantId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: putMerchantAnswer })
  @ApiProblems()
  async put(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: merchantParams }) { merchantId }: { merchantId: string },
    @Body({ schema: putMerchantBody }) body: PutMerchantBody,
  ): Promise<PutMerchantAnswer> {
    const { outcome, merchant } = await this.parts.orders.putMerchant(shopId, { merchantId, ...body });
    return { outcome, merchantId, policyVersion: merchant.policy.version, policyHash: merchant.policyHash };
  }
}
