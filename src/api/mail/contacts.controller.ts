import { Controller, Delete, Get, HttpCode, Inject, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { OrderRef } from '../../ports/order-book';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import { problemOf } from '../problem/problem';
import { contactAnswer, orderOfContact, type ContactAnswer } from './mails.schemas';

@ApiTags('mail')
@ApiBearerAuth()
@ApiParam({ name: 'orderId', schema: { type: 'string' } })
@Controller('v1/orders/:orderId/contact')
export class ContactsController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'contacts' | 'orders'>) {}

  @Get()
  @Does('readContact')
  @ApiOperation({
    operationId: 'getOrderContact',
    summary: 'Says whether somebody is told of this order by e-mail',
    description: 'By a hint to recognize one’s own address by: the address itself is never shown.',
  })
  @ApiOkResponse({ standardSchema: contactAnswer })
  @ApiProblems('ORDER_NOT_FOUND')
  async read(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: orderOfContact }) { orderId }: { orderId: string },
  ): Promise<ContactAnswer> {
    const ref = { shopId, orderId };
    await this.demandOrder(ref);
    const contact = await this.parts.contacts.viewOfOrder(ref);
    return contact === undefined ? {} : { contact: { ...contact } };
  }

  @Delete()
  @HttpCode(204)
  @Does('eraseContact')
  @ApiOperation({
    operationId: 'eraseOrderContact',
    summary: 'Forgets who is told of this order by e-mail',
    description:
      'Address and name, and what mails to it have said. It may be done again. The shop can bring in a new one.',
  })
  @ApiNoContentResponse()
  @ApiProblems('ORDER_NOT_FOUND')
  async erase(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: orderOfContact }) { orderId }: { orderId: string },
  ): Promise<void> {
    const ref = { shopId, orderId };
    await this.demandOrder(ref);
    await this.parts.contacts.eraseOfOrder(ref);
  }

  private async demandOrder(ref: OrderRef): Promise<void> {
    if ((await this.parts.orders.readOrder(ref)) === undefined) throw problemOf(refused('ORDER_NOT_FOUND'));
  }
}
