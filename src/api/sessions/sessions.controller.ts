import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Open } from '../access/access.guard';
import { cookieOf, demandCsrfToken, demandOwnOrigin, SESSION_COOKIE } from '../access/browser-request';
import { API_PARTS, type ApiParts } from '../api-parts';
import { ApiProblems } from '../openapi/api-problems';
import { clearSessionCookie, setSessionCookie } from './session-cookie';
import { sessionViewOf } from './session-view';
import {
  sessionView,
  signInBody,
  type SessionView,
  type SignInBody,
  waysToSignIn,
  type WaysToSignIn,
} from './sessions.schemas';
import { SessionsService } from './sessions.service';

/** Signing in and out of a browser: the pages use it, services have keys. */
@ApiTags('sessions')
@Controller('v1')
export class SessionsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly sessions: SessionsService,
  ) {}

  @Get('sign-in')
  @Open()
  @ApiOperation({ operationId: 'getWaysToSignIn', summary: 'Tells how a person may sign in here' })
  @ApiOkResponse({ standardSchema: waysToSignIn })
  @ApiProblems()
  ways(): WaysToSignIn {
    return { oidc: this.parts.signInProvider !== undefined, local: this.parts.localSignIn !== undefined };
  }

  @Post('session')
  @HttpCode(200)
  @Open('sign-in')
  @ApiOperation({
    operationId: 'openSession',
    summary: 'Signs a browser in by a link’s token or a guest’s code',
    description: 'The session is in a cookie that no script can read. The same browser’s session before ends.',
  })
  @ApiOkResponse({ standardSchema: sessionView })
  @ApiProblems('LINK_INVALID', 'LINK_EXPIRED', 'LINK_KEYS_MISSING', 'GUEST_CODE_INVALID', 'CSRF_TOKEN_INVALID')
  async open(
    @Body({ schema: signInBody }) body: SignInBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const { publicUrl } = this.parts;
    demandOwnOrigin(request, publicUrl);
    const session = await this.sessions.signIn(body, cookieOf(request, SESSION_COOKIE));
    setSessionCookie(response, session, publicUrl);
    return sessionViewOf(session);
  }

  @Get('session')
  @Open()
  @ApiOperation({ operationId: 'getSession', summary: 'Tells who is signed in at this browser' })
  @ApiOkResponse({ standardSchema: sessionView })
  @ApiProblems()
  async read(@Req() request: Request): Promise<SessionView> {
    return sessionViewOf(await this.sessions.read(cookieOf(request, SESSION_COOKIE)));
  }

  @Delete('session')
  @HttpCode(204)
  @Open()
  @ApiOperation({ operationId: 'closeSession', summary: 'Signs this browser out' })
  @ApiNoContentResponse()
  @ApiProblems('CSRF_TOKEN_INVALID')
  async close(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const { publicUrl, sessions } = this.parts;
    const token = cookieOf(request, SESSION_COOKIE);
    const session = token === undefined ? undefined : await sessions.read(token);
    if (token !== undefined && session !== undefined) {
      demandCsrfToken(request, { publicUrl, csrfToken: session.csrfToken });
      await sessions.close(token);
    }
    clearSessionCookie(response, publicUrl);
  }
}
