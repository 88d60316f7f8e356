import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder with Olist's real files: RESCIND_OLIST_DIR, else beside the clone; undefined where there is none. */
export function realOlistFolder(): string | undefined {
  const named = process.env['RESCIND_OLIST_DIR'];
  const folder = named ?? path.resolve(__dirname, '../../../../../shared/data/olist');
  if (existsSync(folder)) return folder;
  if (named !== undefined) throw new Error(`RESCIND_OLIST_DIR names ${named}, which is not there`);
  return undefined;
}

/** `describe` on the real files, or skipped with a line that says so. */
export function describeOnRealOlist(name: string, tests: (folder: string) => void): void {
  const folder = realOlistFolder();
  if (folder === undefined) {
    process.stderr.write(`  skipped: ${name} (no Olist files: set RESCIND_OLIST_DIR to their folder)\n`);
    describe.skip(name, () => {
      test('needs the real files', () => undefined);
    });
    return;
  }
  describe(name, () => {
    tests(folder);
  });
}
