import type { Session } from '../api/session';

/** The page that somebody who signed in begins with. */
export function homeOf({ role, orderId, cancellationId }: Session): string {
  if (role === 'customer') return orderId === undefined ? '/find' : `/order/${encodeURIComponent(orderId)}`;
  if (role === 'merchant')
    return cancellationId === undefined ? '/inbox' : `/inbox/${encodeURIComponent(cancellationId)}`;
  return '/desk';
}
