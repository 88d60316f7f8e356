import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { DataKeysMissing } from '../../ports/payout-destinations';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import { orProblem, Problem, problemOf } from '../problem/problem';
import {
  destinationBody,
  destinationList,
  destinationParams,
  destinationView,
  orderOfDestination,
  type DestinationBody,
  type DestinationBodyView,
  type DestinationList,
  type DestinationParams,
} from './payout-destinations.schemas';

@ApiTags('payouts')
@ApiBearerAuth()
@ApiParam({ name: 'orderId', schema: { type: 'string' } })
@Controller('v1/orders/:orderId/payout-destinations')
export class PayoutDestinationsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Post()
  @Does('addDestination')
  @ApiOperation({
    operationId: 'addPayoutDestination',
    summary: 'Records where else money of this order may go',
    description: 'It is sealed; reading it shows its last four characters only. Nothing is paid by it.',
  })
  @ApiCreatedResponse({ standardSchema: destinationView })
  @ApiProblems('ORDER_NOT_FOUND', 'DESTINATION_INVALID', 'DATA_KEYS_MISSING')
  async add(
    @Caller() { shopId, actor }: KeyIdentity,
    @Param({ schema: orderOfDestination }) { orderId }: { orderId: string },
    @Body({ schema: destinationBody }) destination: DestinationBody,
  ): Promise<DestinationBodyView> {
    const created = await this.parts.destinations
      .create({ shopId, orderId, destination, actor })
      .catch((fault: unknown) => {
        throw fault instanceof DataKeysMissing ? new Problem('DATA_KEYS_MISSING', { cause: fault }) : fault;
      });
    return orProblem(created).destination;
  }

  @Get()
  @Does('readDestinations')
  @ApiOperation({ operationId: 'listPayoutDestinations', summary: 'Lists where else money of this order may go' })
  @ApiOkResponse({ standardSchema: destinationList })
  @ApiProblems()
  async list(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: orderOfDestination }) { orderId }: { orderId: string },
  ): Promise<DestinationList> {
    return { items: [...(await this.parts.destinations.listOf({ shopId, orderId }))] };
  }

  @Delete(':destinationId')
  @HttpCode(204)
  @Does('eraseDestination')
  @ApiOperation({
    operationId: 'erasePayoutDestination',
    summary: 'Forgets what is behind a destination',
    description: 'Its last four characters and that it existed stay. What was not paid to it by then never is.',
  })
  @ApiParam({ name: 'destinationId', schema: { type: 'string' } })
  @ApiNoContentResponse()
  @ApiProblems('DESTINATION_NOT_FOUND')
  async erase(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: destinationParams }) { orderId, destinationId }: DestinationParams,
  ): Promise<void> {
    const { destinations } = this.parts;
    const known = await destinations.read({ shopId, destinationId });
    const isErased = known?.orderId === orderId && (await destinations.erase({ shopId, destinationId }));
    if (!isErased) throw problemOf(refused('DESTINATION_NOT_FOUND'));
  }
}
