import { Controller, Get, Header, Inject, Param, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import type { KeptMail, KeptMails } from '../../ports/mails';
import { Open } from '../access/access.guard';
import { Problem } from '../problem/problem';
import { mailListPage, mailPage } from './kept-mails-page';

/** What the controller stands on: there is none of it in production, and then no controller. */
export const KEPT_MAILS = Symbol('KEPT_MAILS');

const mailParams = z.strictObject({ mailId: z.string().regex(/^ml_[0-9a-f-]{36}$/, 'Not a mail’s id') });
type MailParams = z.infer<typeof mailParams>;

/** Nothing of a mail is run, loaded or sent anywhere, whatever is in it. */
const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const LOOPBACK_PEER = /^(::ffff:)?127\.|^::1$/;

/**
 * Mails that were written on this machine and not sent. They carry links to act by:
 * only whoever sits at it may read them.
 */
@ApiExcludeController()
@Controller('dev/mails')
export class KeptMailsController {
  constructor(@Inject(KEPT_MAILS) private readonly kept: KeptMails) {}

  @Get()
  @Open()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(@Req() request: Request): Promise<string> {
    demandThisMachine(request);
    return mailListPage(await this.kept.list());
  }

  @Get(':mailId')
  @Open()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async show(@Req() request: Request, @Param({ schema: mailParams }) { mailId }: MailParams): Promise<string> {
    return mailPage(await this.find(request, mailId));
  }

  @Get(':mailId/html')
  @Open()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', SANDBOX)
  @Header('X-Frame-Options', 'SAMEORIGIN')
  async html(@Req() request: Request, @Param({ schema: mailParams }) { mailId }: MailParams): Promise<string> {
    return (await this.find(request, mailId)).html;
  }

  private async find(request: Request, mailId: string): Promise<KeptMail> {
    demandThisMachine(request);
    const mail = await this.kept.read(mailId);
    if (mail === undefined) throw new Problem('ROUTE_NOT_FOUND');
    return mail;
  }
}

/** Not through a proxy, and not by a name that somebody else has pointed here. */
function demandThisMachine({ headers, socket }: Request): void {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  const isHere = LOOPBACK_PEER.test(socket.remoteAddress ?? '') && LOOPBACK_HOST.test(headers.host ?? '');
  if (isForwarded || !isHere) throw new Problem('ROUTE_NOT_FOUND');
}
