import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What a finger needs, CSS pixels; a link inside a sentence is excepted (WCAG 2.5.8). */
const TARGET = 44;

/** A phone zooms out of a page that is too wide, so that what it says of its own width would hide it. */
const WIDTH = 'document.documentElement.scrollWidth';

const SMALL_TARGETS = `[...document.querySelectorAll('button, select, summary, input, textarea, [role=button]')]
  .map((one) => one.matches('input[type=radio], input[type=checkbox]') ? one.closest('label') ?? one : one)
  .filter((one) => { const box = one.getBoundingClientRect(); return box.height > 0 && box.height < ${TARGET}; })
  .map((one) => 'lower than ${TARGET} px: ' + one.outerHTML.slice(0, 120))`;

const AXE_RUN = `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`;

/**
 * What keeps somebody from using the page as it is now: axe's violations in light and in dark, scrolling sideways,
 * targets too small for a finger. Empty: nothing that a machine can find.
 */
export async function problemsOf(page: Page): Promise<string[]> {
  const [needed, given] = [await page.evaluate<number>(WIDTH), page.viewportSize()?.width ?? 0];
  const found = needed > given ? [`scrolls sideways: ${needed} px of ${given}`] : [];
  found.push(...(await page.evaluate<string[]>(SMALL_TARGETS)));
  await page.evaluate(AXE);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate<string[]>(AXE_RUN);
    found.push(...violations.map((violation) => `${colorScheme} ${violation}`));
  }
  return found;
}
