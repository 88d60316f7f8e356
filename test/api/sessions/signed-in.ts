import { signLocalLink } from '../../../src/adapters/access/local-sign-in';
import { readLinkKeys } from '../../../src/adapters/secrets/data-keys';
import type { KeyIdentity } from '../../../src/ports/api-key-store';
import { LINK_KEYS, type TestApi } from '../start-api';
import { type Browser, openBrowser } from './browser';

export interface SessionBody {
  readonly role: string;
  readonly actorId: string;
  readonly orderId?: string;
  readonly cancellationId?: string;
  readonly purpose?: string;
  readonly expiresAt: string;
  readonly csrfToken: string;
}

/** A sign-in link's token, as `npm start` prints it. */
export function localToken(identity: KeyIdentity): string {
  const read = readLinkKeys({ RESCIND_LINK_KEYS: LINK_KEYS });
  if (read.outcome !== 'read') throw new Error(read.outcome);
  return signLocalLink(read.keys, identity);
}

/** Opens a session in a browser. @throws Error where that is refused. */
export async function signIn(
  { url }: Pick<TestApi, 'url'>,
  body: object,
  browser = openBrowser(),
): Promise<{ readonly browser: Browser; readonly session: SessionBody }> {
  const answer = await browser.send('POST', `${url}/v1/session`, { body });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return { browser, session: (await answer.json()) as SessionBody };
}
