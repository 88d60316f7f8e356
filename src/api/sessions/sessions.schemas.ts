import { z } from 'zod';
import { ROLES } from '../../domain/cancellation';
import { id, orderId } from '../fields';

export const signInBody = z
  .union([
    z.strictObject({ token: z.string().min(1).max(2_000).describe('A link’s: what stands behind its #') }),
    z.strictObject({ shopId: id, orderId, code: z.string().regex(/^\d{6}$/, 'Six digits') }),
  ])
  .meta({ id: 'SignIn' });
export type SignInBody = z.infer<typeof signInBody>;

export const sessionView = z
  .object({
    role: z.enum(ROLES),
    shopId: z.string(),
    merchantId: z.string().exactOptional(),
    orderId: z.string().exactOptional().describe('A customer’s one order'),
    cancellationId: z.string().exactOptional().describe('The one that a merchant’s link is to'),
    purpose: z.enum(['MANAGE', 'FOLLOW', 'DECIDE']).exactOptional().describe('What a link is for. FOLLOW: to read'),
    actorId: z.string(),
    expiresAt: z.string().describe('Unless it is used before'),
    csrfToken: z.string().describe('To be sent as X-CSRF-Token with each write'),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionView>;

export const waysToSignIn = z
  .object({
    oidc: z.boolean().describe('At an identity provider, by GET /v1/session/oidc'),
    local: z.boolean().describe('By the links that `npm start` prints'),
  })
  .meta({ id: 'WaysToSignIn' });
export type WaysToSignIn = z.infer<typeof waysToSignIn>;

export const guestCodeBody = z
  .strictObject({ shopId: id, orderId, email: z.string().min(3).max(254).describe('The one of the order') })
  .meta({ id: 'GuestCodeRequest' });
export type GuestCodeBody = z.infer<typeof guestCodeBody>;

export const guestCodeAnswer = z
  .object({ validForMinutes: z.int().describe('A code that was mailed, if order and address belong together') })
  .meta({ id: 'GuestCodeRequested' });
export type GuestCodeAnswer = z.infer<typeof guestCodeAnswer>;

/** A path of ours, and no way to anywhere else. */
const returnTo = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/, 'A path that begins with one /')
  .refine((path) => URL.canParse(path, 'http://here') && new URL(path, 'http://here').origin === 'http://here')
  .default('/');

export const beginQuery = z.strictObject({ returnTo });
export type BeginQuery = z.infer<typeof beginQuery>;

const short = z.string().max(4_000).exactOptional();

/** Not strict: providers send more than is asked for. */
export const callbackQuery = z.object({ code: short, state: short, iss: short, error: short });
export type CallbackQuery = z.infer<typeof callbackQuery>;
