import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json, from compiled and from source files alike: what `tsc` does not copy is read from there. */
export function projectRoot(from = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder))
      throw new Error('package.json was not found above this file: is the installation whole?');
  }
}
