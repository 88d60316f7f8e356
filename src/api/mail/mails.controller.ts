import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { MailSwitches } from '../../ports/contacts';
import { Caller, Does } from '../access/access.guard';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import { problemOf } from '../problem/problem';
import { mailSwitches } from './contact-fields';
import {
  cancellationOfMails,
  mailList,
  mailSwitchesAnswer,
  type MailList,
  type MailSwitchesAnswer,
} from './mails.schemas';

@ApiTags('mail')
@ApiBearerAuth()
@Controller('v1')
export class MailsController {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'contacts' | 'mails'>) {}

  @Get('cancellations/:cancellationId/mails')
  @Does('readMails')
  @ApiOperation({
    operationId: 'listMails',
    summary: 'Lists what was mailed about a cancellation, and what became of it',
    description: 'Newest first, for 30 days; never to which address.',
  })
  @ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: mailList })
  @ApiProblems('CANCELLATION_NOT_FOUND')
  async list(
    @Caller() { shopId }: KeyIdentity,
    @Param({ schema: cancellationOfMails }) { cancellationId }: { cancellationId: string },
  ): Promise<MailList> {
    const items = await this.parts.mails.listOf({ shopId, cancellationId });
    if (items === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    return { items: [...items] };
  }

  @Put('notifications')
  @Does('switchMails')
  @ApiOperation({
    operationId: 'switchMails',
    summary: 'Says whether this shop’s customers and merchants are told by e-mail',
    description: 'Merchants have switches of their own beside it. What is left out stays as it was.',
  })
  @ApiBody({ required: false })
  @ApiOkResponse({ standardSchema: mailSwitchesAnswer })
  @ApiProblems()
  switch(
    @Caller() { shopId }: KeyIdentity,
    @Body({ schema: mailSwitches }) switches: MailSwitches,
  ): Promise<MailSwitchesAnswer> {
    return this.parts.contacts.switchMails({ shopId }, switches);
  }
}
