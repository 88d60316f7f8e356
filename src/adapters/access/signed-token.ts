import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DataKeys } from '../secrets/data-keys';

/** What a token is for stands in front of it and is signed with it, so that one kind never passes for another. */
export type TokenKind = 'rl_' | 'rt_' | 'rd_' | 'rs_' | 'rm_' | 'ro_' | 'rq_';

export type ReadToken =
  | { readonly outcome: 'read'; readonly claims: unknown; readonly expiresAt: Date }
  | { readonly outcome: 'expired'; readonly claims: unknown; readonly expiresAt: Date }
  /** Forged, cut off, of another kind, or signed with a key that is gone. */
  | { readonly outcome: 'invalid' };

interface ToSign {
  readonly kind: TokenKind;
  /** Ids and codes, never personal data: everybody can read them. */
  readonly claims: object;
  readonly expiresAt: Date;
}

const FORM = /^(r[ltdsmoq]_)([A-Za-z0-9_-]{1,1500})\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{43})$/;

/** Signs with the current key: `<kind><claims>.<key id>.<HMAC-SHA256>`. Its expiry is in whole seconds. */
export function signToken({ current, keys }: DataKeys, { kind, claims, expiresAt }: ToSign): string {
  const key = keys.get(current);
  if (key === undefined) throw new Error('The current key is not among the keys');
  const content = { ...claims, exp: Math.floor(expiresAt.getTime() / 1_000) };
  const body = `${kind}${Buffer.from(JSON.stringify(content)).toString('base64url')}.${current}`;
  return `${body}.${macOf(key, body).toString('base64url')}`;
}

/** Reads a token of one kind. The signature is compared in constant time, before anything of it is believed. */
export function readToken({ keys }: DataKeys, kind: TokenKind, given: { text: string; now: Date }): ReadToken {
  const [, ofKind, encoded = '', keyId = '', mac = ''] = FORM.exec(given.text) ?? [];
  const key = keys.get(keyId);
  if (ofKind !== kind || key === undefined) return { outcome: 'invalid' };
  const signature = Buffer.from(mac, 'base64url');
  // Base64url has spare bits at its end: of several writings of one signature only the right one passes.
  if (signature.toString('base64url') !== mac) return { outcome: 'invalid' };
  if (!timingSafeEqual(signature, macOf(key, `${kind}${encoded}.${keyId}`))) return { outcome: 'invalid' };
  const claims = JSON.parse(Buffer.from(encoded, 'base64url').toString()) as { exp: number };
  const expiresAt = new Date(claims.exp * 1_000);
  const outcome = given.now.getTime() >= expiresAt.getTime() ? 'expired' : 'read';
  return { outcome, claims, expiresAt };
}

function macOf(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
