import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SignInUnavailable } from '../../ports/identities';
import type { SignInProvider } from '../../ports/sign-in-provider';
import { Open } from '../access/access.guard';
import { cookieOf, SESSION_COOKIE } from '../access/browser-request';
import { API_PARTS, type ApiParts } from '../api-parts';
import { keysMissing } from '../links/keys-missing';
import { Problem } from '../problem/problem';
import { clearSignInCookie, setSessionCookie, setSignInCookie, SIGN_IN_COOKIE } from './session-cookie';
import { beginQuery, type BeginQuery, callbackQuery, type CallbackQuery } from './sessions.schemas';
import { SessionsService } from './sessions.service';

const CALLBACK = '/v1/session/callback';
const RETRY_MS = 2_000;

/**
 * The way to the identity provider and back: a browser goes it by itself, so that what goes wrong is told on a page.
 */
@ApiExcludeController()
@Controller('v1/session')
export class ProviderSignInController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly sessions: SessionsService,
  ) {}

  @Get('oidc')
  @Open('sign-in')
  begin(
    @Query({ schema: beginQuery }) { returnTo }: BeginQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return toldOnPage(request, response, async () => {
      const { redirectUri, provider } = this.provider();
      const { location, kept } = await provider.begin({ redirectUri, returnTo }).catch(unavailable);
      setSignInCookie(response, kept, this.parts.publicUrl);
      return location;
    });
  }

  @Get('callback')
  @Open('sign-in')
  callback(
    @Query({ schema: callbackQuery }) answer: CallbackQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return toldOnPage(request, response, async () => {
      const { redirectUri, provider } = this.provider();
      const kept = cookieOf(request, SIGN_IN_COOKIE) ?? '';
      // Whatever comes of it, it is asked once.
      clearSignInCookie(response, this.parts.publicUrl);
      const result = await provider.complete({ answer, kept, redirectUri }).catch(unavailable);
      if (result.outcome === 'no role') throw new Problem('SIGN_IN_NO_ROLE');
      if (result.outcome === 'failed') throw new Problem('SIGN_IN_FAILED', { details: { why: result.why } });
      const session = await this.sessions.signInStaff(result.identity, cookieOf(request, SESSION_COOKIE));
      setSessionCookie(response, session, this.parts.publicUrl);
      return result.returnTo;
    });
  }

  private provider(): { redirectUri: string; provider: SignInProvider } {
    const { signInProvider: provider, publicUrl } = this.parts;
    if (provider === undefined) throw new Problem('SIGN_IN_NOT_CONFIGURED');
    return { redirectUri: new URL(CALLBACK, publicUrl).href, provider };
  }
}

/**
 * Sends the browser on; where that fails, a person gets the sign-in page, which says
 * why, and a program the problem itself.
 */
async function toldOnPage(request: Request, response: Response, next: () => Promise<string>): Promise<void> {
  try {
    response.redirect(302, await next());
  } catch (fault) {
    if (!(fault instanceof Problem) || request.accepts(['json', 'html']) !== 'html') throw fault;
    response.redirect(303, `/sign-in?problem=${fault.code}`);
  }
}

function unavailable(fault: unknown): never {
  if (!(fault instanceof SignInUnavailable)) return keysMissing(fault);
  throw new Problem('SIGN_IN_UNAVAILABLE', { retryAfterMs: RETRY_MS, cause: fault });
}
