import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder of Rescind's package.json, from compiled and from source files alike: what
 * `tsc` does not copy is read from there.
 * @throws Error when there is none above `from`.
 */
export function projectRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest) && /"name":\s*"rescind"/.test(readFileSync(manifest, 'utf8'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`No Rescind package.json above ${from}`);
  }
}
