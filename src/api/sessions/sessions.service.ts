import { Inject, Injectable } from '@nestjs/common';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { NewSession, OpenedSession, Session } from '../../ports/sessions';
import { API_PARTS, type ApiParts } from '../api-parts';
import { keysMissing } from '../links/keys-missing';
import { Problem } from '../problem/problem';
import type { SignInBody } from './sessions.schemas';

const HOUR_MS = 3_600_000;

/**
 * OWASP ASVS 5.0.0, 7.3.1 and 7.3.2 ask for both ends; how long is our choice.
 * Whoever came by a link may open it again.
 */
const STAFF = { idleMs: 8 * HOUR_MS, longestMs: 12 * HOUR_MS };
const GUEST = { idleMs: HOUR_MS, longestMs: 24 * HOUR_MS };
const BY_LINK_IDLE_MS = HOUR_MS;

@Injectable()
export class SessionsService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Opens a session by what somebody has in hand; the one that the same browser had before ends. */
  async signIn(body: SignInBody, before: string | undefined): Promise<OpenedSession> {
    const session = 'code' in body ? await this.byCode(body) : await this.byToken(body.token).catch(keysMissing);
    return this.parts.sessions.open(session, before);
  }

  /** Opens one for somebody whom the identity provider signed in. */
  async signInStaff(identity: KeyIdentity, before: string | undefined): Promise<OpenedSession> {
    return this.parts.sessions.open(this.lasting(identity, STAFF), before);
  }

  async read(token: string | undefined): Promise<Session> {
    const session = token === undefined ? undefined : await this.parts.sessions.read(token);
    if (session === undefined) throw new Problem('UNAUTHENTICATED');
    return session;
  }

  private async byCode(asked: { shopId: string; orderId: string; code: string }): Promise<NewSession> {
    const identity = await this.parts.guestCodes.redeem(asked).catch(keysMissing);
    if (identity === undefined) throw new Problem('GUEST_CODE_INVALID');
    return { ...this.lasting(identity, GUEST), purpose: 'MANAGE' };
  }

  private async byToken(token: string): Promise<NewSession> {
    switch (token.slice(0, 3)) {
      case 'rl_': {
        const opened = opening(await this.parts.links.exchange(token));
        const { linkId, purpose, expiresAt } = opened.link;
        return { identity: opened.identity, purpose, linkId, idleMs: BY_LINK_IDLE_MS, endsAt: expiresAt };
      }
      case 'rm_': {
        const { identity, purpose, linkId, expiresAt } = opening(await this.parts.merchantLinks.open(token));
        return { identity, purpose, linkId, idleMs: BY_LINK_IDLE_MS, endsAt: expiresAt };
      }
      default: {
        const identity = this.parts.localSignIn?.read(token);
        if (identity === undefined) throw new Problem('LINK_INVALID');
        return this.lasting(identity, STAFF);
      }
    }
  }

  private lasting(identity: KeyIdentity, { idleMs, longestMs }: typeof STAFF): NewSession {
    return { identity, idleMs, endsAt: new Date(this.parts.clock().getTime() + longestMs) };
  }
}

function opening<T extends { readonly outcome: string }>(result: T): Exclude<T, { outcome: 'invalid' | 'expired' }> {
  if (result.outcome === 'invalid') throw new Problem('LINK_INVALID');
  if (result.outcome === 'expired') throw new Problem('LINK_EXPIRED');
  return result as Exclude<T, { outcome: 'invalid' | 'expired' }>;
}
