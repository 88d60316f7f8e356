import type { Session } from '../../ports/sessions';
import type { SessionView } from './sessions.schemas';

/** A session as its own page may see it: never the cookie's token. */
export function sessionViewOf({ identity, purpose, expiresAt, csrfToken }: Session): SessionView {
  const { shopId, actor, merchantId, orderId, cancellationId } = identity;
  return {
    ...{ role: actor.role, shopId, actorId: actor.id, expiresAt: expiresAt.toISOString(), csrfToken },
    ...(merchantId === undefined ? {} : { merchantId }),
    ...(orderId === undefined ? {} : { orderId }),
    ...(cancellationId === undefined ? {} : { cancellationId }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}
