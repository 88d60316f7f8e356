import { createHash } from 'node:crypto';

/**
 * Opaque: a provider's subject that could be an address or a name is hashed before
 * it gets into a timeline or a history.
 */
export function actorIdOf(subject: string): string {
  if (/^[A-Za-z0-9_.:|-]{1,100}$/.test(subject)) return subject;
  return `oidc_${createHash('sha256').update(subject).digest('hex').slice(0, 24)}`;
}
