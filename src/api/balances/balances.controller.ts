import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import { orProblem, problemOf } from '../problem/problem';
import {
  balanceParams,
  balanceView,
  putBalanceAnswer,
  putBalanceBody,
  type BalanceView,
  type PutBalanceAnswer,
  type PutBalanceBody,
} from './balances.schemas';

@ApiTags('balances')
@ApiBearerAuth()
@ApiParam({ name: 'balanceId', schema: { type: 'string' } })
@Controller('v1/balances/:balanceId')
export class BalancesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Put()
  @Does('putBalance')
  @ApiOperation({
    operationId: 'putBalance',
    summary: 'Brings in a gift card or a store credit, with what was issued and spent',
    description:
      'All movements or none. Refunds come onto a balance by themselves. What a cancellation holds can’t be spent.',
  })
  @ApiOkResponse({ standardSchema: putBalanceAnswer })
  @ApiProblems('AMOUNT_INVALID', 'BALANCE_NOT_FOUND', 'CURRENCY_UNKNOWN', 'CURRENCY_MISMATCH', 'IDEMPOTENCY_KEY_REUSED')
  async put(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: balanceParams }) { balanceId }: { balanceId: string },
    @Body({ schema: putBalanceBody }) body: PutBalanceBody,
  ): Promise<PutBalanceAnswer> {
    return orProblem(await this.parts.wallet.putBalance({ shopId, balanceId }, body));
  }

  @Get()
  @Does('readBalance')
  @ApiOperation({ operationId: 'getBalance', summary: 'Reads a gift card’s or a store credit’s balance' })
  @ApiOkResponse({ standardSchema: balanceView })
  @ApiProblems('BALANCE_NOT_FOUND')
  async read(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: balanceParams }) { balanceId }: { balanceId: string },
  ): Promise<BalanceView> {
    const balance = await this.parts.wallet.readBalance({ shopId, balanceId });
    if (balance === undefined) throw problemOf(refused('BALANCE_NOT_FOUND'));
    return balance;
  }
}
