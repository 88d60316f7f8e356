import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import { Problem, problemOf } from '../problem/problem';
import { merchantDetailsBodyOf } from './merchant-body';
import {
  merchantDetails,
  merchantParams,
  putMerchantAnswer,
  putMerchantBody,
  type MerchantDetailsBody,
  type PutMerchantAnswer,
  type PutMerchantBody,
} from './merchants.schemas';

@ApiTags('merchants')
@ApiBearerAuth()
@Controller('v1/merchants/:merchantId')
export class MerchantsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Get()
  @Does('readMerchant')
  @ApiOperation({ operationId: 'getMerchant', summary: 'Reads a merchant’s calendar and policy, with its versions' })
  @ApiParam({ name: 'merchantId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: merchantDetails })
  @ApiProblems('MERCHANT_NOT_FOUND')
  async read(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: merchantParams }) { merchantId }: { merchantId: string },
  ): Promise<MerchantDetailsBody> {
    const merchant = await this.parts.merchants.read(shopId, merchantId);
    if (merchant === undefined) throw problemOf(refused('MERCHANT_NOT_FOUND'));
    return merchantDetailsBodyOf(merchant);
  }

  @Put()
  @Does('putMerchant')
  @ApiOperation({
    operationId: 'putMerchant',
    summary: 'Sets a merchant’s calendar and policy',
    description: 'A changed policy becomes a new version. Requests that run keep the one they were accepted under.',
  })
  @ApiParam({ name: 'merchantId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: putMerchantAnswer })
  @ApiProblems('DATA_KEYS_MISSING')
  async put(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: merchantParams }) { merchantId }: { merchantId: string },
    @Body({ schema: putMerchantBody }) body: PutMerchantBody,
  ): Promise<PutMerchantAnswer> {
    const { contacts: wanted, notifications, ...rules } = body;
    const { contacts } = this.parts;
    if (wanted !== undefined && wanted.length > 0 && !contacts.canStore) throw new Problem('DATA_KEYS_MISSING');
    const { outcome, merchant } = await this.parts.orders.putMerchant(shopId, { merchantId, ...rules });
    if (wanted !== undefined) await contacts.putOfMerchant({ shopId, merchantId }, wanted);
    if (notifications !== undefined) await contacts.switchMails({ shopId, merchantId }, notifications);
    return { outcome, merchantId, policyVersion: merchant.policy.version, policyHash: merchant.policyHash };
  }
}
