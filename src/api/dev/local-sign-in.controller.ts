import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { LocalSignIn } from '../../ports/local-sign-in';
import { Open } from '../access/access.guard';
import { Problem } from '../problem/problem';
import { askPage, tokenPage } from './sign-in-page';

/** What the controller stands on: there is none of it in production, and then no controller. */
export const LOCAL_SIGN_IN = Symbol('LOCAL_SIGN_IN');

const given = z.strictObject({ token: z.string().min(1).max(2_000) });
type Given = z.infer<typeof given>;

/** Where the links lead that `npm start` prints: for one machine, never in production. */
@ApiExcludeController()
@Controller('dev/sign-in')
export class LocalSignInController {
  constructor(@Inject(LOCAL_SIGN_IN) private readonly local: LocalSignIn) {}

  @Get()
  @Open('sign-in')
  @Header('Content-Type', 'text/html; charset=utf-8')
  ask(@Query({ schema: given }) { token }: Given): string {
    const identity = this.local.read(token);
    if (identity === undefined) throw new Problem('LINK_INVALID');
    return askPage(identity, token);
  }

  @Post()
  @HttpCode(200)
  @Open('sign-in')
  signIn(
    @Body({ schema: given }) { token }: Given,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): string | { token: string; expiresAt: string } {
    const session = this.local.signIn(token);
    if (session === undefined) throw new Problem('LINK_INVALID');
    if (request.accepts(['json', 'html']) === 'html') {
      response.type('html');
      return tokenPage(session);
    }
    return { token: session.token, expiresAt: session.expiresAt.toISOString() };
  }
}
