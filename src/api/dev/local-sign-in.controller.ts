import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { LocalSignIn } from '../../ports/local-sign-in';
import { Open } from '../access/access.guard';
import { Problem } from '../problem/problem';

/** What the controller stands on: there is none of it in production, and then no controller. */
export const LOCAL_SIGN_IN = Symbol('LOCAL_SIGN_IN');

const given = z.strictObject({ token: z.string().min(1).max(2_000) });
type Given = z.infer<typeof given>;

/**
 * For a terminal: the token of a link that `npm start` prints, exchanged for a bearer. Pages sign in by POST
 * /v1/session. Never in production.
 */
@ApiExcludeController()
@Controller('dev/sign-in')
export class LocalSignInController {
  constructor(@Inject(LOCAL_SIGN_IN) private readonly local: LocalSignIn) {}

  @Post()
  @HttpCode(200)
  @Open('sign-in')
  signIn(@Body({ schema: given }) { token }: Given): { token: string; expiresAt: string } {
    const session = this.local.signIn(token);
    if (session === undefined) throw new Problem('LINK_INVALID');
    return { token: session.token, expiresAt: session.expiresAt.toISOString() };
  }
}
