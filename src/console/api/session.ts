import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call, carryCsrf } from './call';
import { ApiProblem } from './problem';

/** Who is signed in at this browser. */
export interface Session {
  readonly role: 'customer' | 'merchant' | 'support' | 'supervisor' | 'operator' | 'auditor';
  readonly shopId: string;
  readonly merchantId?: string;
  readonly orderId?: string;
  readonly cancellationId?: string;
  /** Of whoever came by a link: a customer to act or to follow only, a merchant to decide. */
  readonly purpose?: 'MANAGE' | 'FOLLOW' | 'DECIDE';
  readonly actorId: string;
  readonly expiresAt: string;
  readonly csrfToken: string;
}

export type Credentials = { readonly token: string } | { readonly shopId: string; orderId: string; code: string };

/** Signs in with a link's token, or a guest's code. */
export async function signIn(credentials: Credentials): Promise<Session> {
  return keep(await call<Session>('/v1/session', { method: 'POST', body: credentials }));
}

export async function signOut(): Promise<void> {
  await call('/v1/session', { method: 'DELETE' });
  carryCsrf(undefined);
}

export const SESSION = ['session'] as const;

/** Who is signed in; null where nobody is. */
export function useSession(): UseQueryResult<Session | null, ApiProblem> {
  return useQuery<Session | null, ApiProblem>({ queryKey: SESSION, queryFn: readSession, staleTime: 60_000 });
}

async function readSession(): Promise<Session | null> {
  try {
    return keep(await call<Session>('/v1/session'));
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.body.status === 401) return null;
    throw problem;
  }
}

function keep(session: Session): Session {
  carryCsrf(session.csrfToken);
  return session;
}
