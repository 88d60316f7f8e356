import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Locale } from '../../domain/explain/wording';
import { Open } from '../access/access.guard';
import { demandOwnOrigin } from '../access/browser-request';
import { API_PARTS, type ApiParts } from '../api-parts';
import { keysMissing } from '../links/keys-missing';
import { AskedLocale } from '../locale';
import { ApiProblems } from '../openapi/api-problems';
import { guestCodeAnswer, guestCodeBody, type GuestCodeAnswer, type GuestCodeBody } from './sessions.schemas';

const VALID_FOR_MINUTES = 10;

interface Logging {
  readonly log: { readonly error: (context: object, message: string) => void };
}

@ApiTags('sessions')
@Controller('v1/guest-codes')
export class GuestCodesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Post()
  @HttpCode(202)
  @Open('sign-in')
  @ApiOperation({
    operationId: 'requestGuestCode',
    summary: 'Mails a code to the order’s own contact, by which it signs in',
    description:
      'The answer is the same whether or not there is such an order, and whether or not the address is its contact’s.',
  })
  @ApiAcceptedResponse({ standardSchema: guestCodeAnswer })
  @ApiProblems('LINK_KEYS_MISSING', 'CSRF_TOKEN_INVALID')
  async request(
    @Body({ schema: guestCodeBody }) { shopId, orderId, email }: GuestCodeBody,
    @Req() request: Request,
    @AskedLocale() locale: Locale,
  ): Promise<GuestCodeAnswer> {
    const { guestCodes, guestMail, publicUrl } = this.parts;
    const { log } = request as Partial<Logging>;
    demandOwnOrigin(request, publicUrl);
    const matched = (await guestMail?.isOfOrder({ shopId, orderId }, email)) ?? false;
    const code = await guestCodes.issue({ shopId, orderId, matched }).catch(keysMissing);
    // Nobody waits for the mail: how long the answer takes would tell that there is one.
    if (matched && code !== undefined) {
      void guestMail
        ?.sendGuestCode({ shopId, orderId, code, locale })
        .catch((err: unknown) => log?.error({ err }, 'a guest’s code was not mailed'));
    }
    return { validForMinutes: VALID_FOR_MINUTES };
  }
}
