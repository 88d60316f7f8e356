import { keptLinkKey } from '../../local/kept-secret';
import type { Runtime } from '../../local/runtime-file';
import { localSignInLink } from '../../local/sign-in-links';
import { stateFolder } from '../runtime';

/** The address by which a browser becomes the merchant in whose inbox the demo has left something; undefined where this machine's key can't be read. */
export function inboxLink({ apiUrl }: Pick<Runtime, 'apiUrl'>): string | undefined {
  return localSignInLink('merchant', {
    publicUrl: process.env['RESCIND_PUBLIC_URL'] ?? apiUrl,
    linkKeys: process.env['RESCIND_LINK_KEYS'] ?? keptLinkKey(stateFolder()),
  });
}
