import type { Sealer } from '../../secrets/sealer';
import type { Database } from '../database';

/** What the book of endpoints stands on. */
export interface EndpointBookParts {
  readonly db: Database;
  /** Without one no endpoint can be made. */
  readonly sealer: Sealer | undefined;
  /** Why no messages go to this address, as a code; undefined where they do. */
  readonly refuseUrl: (url: string) => string | undefined;
  readonly clock: () => Date;
}
