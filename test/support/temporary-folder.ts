import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A folder of the test's own, removed at the end of the block (`using`). Other
 * accounts may enter it unless told otherwise.
 */
export function temporaryFolder(mode = 0o711): Disposable & { path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'rescind-one-test-'));
  chmodSync(folder, mode);
  return {
    path: folder,
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
