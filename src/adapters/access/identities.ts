import type { ApiKeyStore } from '../../ports/api-key-store';
import type { Identities } from '../../ports/identities';

export interface IdentitySources {
  readonly apiKeys: ApiKeyStore;
  readonly customers: Identities;
  /** Left out: in production. */
  readonly local?: Identities;
  /** Left out: where no identity provider is set. */
  readonly staff?: Identities;
}

/** Each kind of bearer is asked of its own source alone: none is tried as another. */
export function createIdentities({ apiKeys, customers, local, staff }: IdentitySources): Identities {
  return {
    identify: async (bearer) => {
      if (bearer.length > 16_384) return undefined;
      if (bearer.startsWith('rk_')) return apiKeys.identify(bearer);
      if (bearer.startsWith('rt_')) return customers.identify(bearer);
      if (bearer.startsWith('rs_')) return local?.identify(bearer);
      return bearer.split('.').length === 3 ? staff?.identify(bearer) : undefined;
    },
  };
}
