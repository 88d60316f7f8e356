import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { Problem } from '../problem/problem';

/** A browser's session: its token alone, and nothing that a page can read. */
export const SESSION_COOKIE = 'rescind_session';

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * What a cookie of this name says; undefined where there is none, or several: somebody else's may be among them then.
 */
export function cookieOf({ headers }: Request, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const [own, ...more] = pairs.filter(([before]) => before === name);
  return own === undefined || more.length > 0 ? undefined : own.slice(1).join('=');
}

/**
 * Refuses a write that a page of another origin makes, as browsers tell by Sec-Fetch-Site and Origin; whoever sends
 * neither is no browser of today. @throws Problem CSRF_TOKEN_INVALID
 */
export function demandOwnOrigin(request: Request, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const own = [new URL(publicUrl).origin, `${request.protocol}://${request.headers.host ?? ''}`];
  const isOwn = (origin === undefined || own.includes(origin)) && (site === undefined || site === 'same-origin');
  if (!isOwn) throw new Problem('CSRF_TOKEN_INVALID');
}

/**
 * Refuses a write by cookie that does not carry its session's token: every page can send the cookie, only ours knows
 * the token. @throws Problem
 */
export function demandCsrfToken(
  request: Request,
  { publicUrl, csrfToken }: { readonly publicUrl: string; readonly csrfToken: string },
): void {
  if (SAFE.includes(request.method)) return;
  demandOwnOrigin(request, publicUrl);
  const given = request.headers['x-csrf-token'];
  const hash = (text: string) => createHash('sha256').update(text).digest();
  const isRight = typeof given === 'string' && timingSafeEqual(hash(given), hash(csrfToken));
  if (!isRight) throw new Problem('CSRF_TOKEN_INVALID');
}
