import type { CookieOptions, Response } from 'express';
import type { OpenedSession } from '../../ports/sessions';
import { SESSION_COOKIE } from '../access/browser-request';

/** What is kept while somebody is away at the identity provider. */
export const SIGN_IN_COOKIE = 'rescind_sign_in';
export const SIGN_IN_PATH = '/v1/session';

const SIGN_IN_MS = 10 * 60_000;

/** No script reads it, no other site's write carries it, and where there is TLS it never goes without. */
function optionsFor(publicUrl: string, path: string): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path, secure: new URL(publicUrl).protocol === 'https:' };
}

/** Until the browser ends, or the session does. */
export function setSessionCookie(response: Response, { token }: OpenedSession, publicUrl: string): void {
  response.cookie(SESSION_COOKIE, token, optionsFor(publicUrl, '/'));
}

export function clearSessionCookie(response: Response, publicUrl: string): void {
  response.clearCookie(SESSION_COOKIE, optionsFor(publicUrl, '/'));
}

export function setSignInCookie(response: Response, kept: string, publicUrl: string): void {
  response.cookie(SIGN_IN_COOKIE, kept, { ...optionsFor(publicUrl, SIGN_IN_PATH), maxAge: SIGN_IN_MS });
}

export function clearSignInCookie(response: Response, publicUrl: string): void {
  response.clearCookie(SIGN_IN_COOKIE, optionsFor(publicUrl, SIGN_IN_PATH));
}
