import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../src/adapters/persistence/project-root';

const FOLDER = join(projectRoot(), 'docs', 'pictures');

/**
 * Keeps the page as it is now as `docs/pictures/<name>.png`; only where RESCIND_PICTURES=1 is
 * set, so that other runs change no file.
 */
export async function takePicture(page: Page, name: string, { wholePage = true } = {}): Promise<void> {
  if (process.env['RESCIND_PICTURES'] !== '1') return;
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: wholePage });
}
