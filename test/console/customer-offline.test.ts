import type { Page } from 'playwright-core';
import { type Browsing, startBrowser } from '../support/browser';
import { type OpenPages, openPages } from './open-pages';

/** More than there are places to stop at on any step. */
const STOPS = 40;

/** What has the focus, as it is named on the page. */
const FOCUSED = `((one) => one === document.body ? '' : (one.getAttribute('aria-label')
  ?? one.closest('label')?.textContent ?? one.textContent).trim())(document.activeElement)`;

/** Goes on by Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate<string>(FOCUSED)) === name) return;
  }
  throw new Error(`By keyboard nobody gets to ${name}`);
}

describe('a customer’s request', () => {
  let pages: OpenPages;
  let browser: Browsing;
  beforeAll(async () => {
    [pages, browser] = await Promise.all([openPages(), startBrowser()]);
  });
  afterEach(() => browser.endVisits());
  afterAll(async () => {
    await browser.close();
    await pages.stop();
  });

  it('survives a network that drops in the middle, and is sent once', async () => {
    const orderId = await pages.putOrder();
    const page = await browser.visit(pages.url);
    await pages.signIn(page, { role: 'customer', orderId });
    await page.getByRole('link', { name: 'Cancel something' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('radio', { name: 'I ordered by mistake' }).check();
    await page.context().setOffline(true);
    await page.getByText('No connection. You see what was last known', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'See what I get back' }).click();
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    expect(await page.getByRole('radio', { name: 'I ordered by mistake' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'See what I get back' }).click();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Ask to cancel' }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Ask to cancel' }).click();
    await page.getByRole('alert').getByText('Nothing was lost').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Ask to cancel' }).click();
    await page.getByRole('heading', { name: /The merchant decides on your request/ }).waitFor();

    // The tracker shows what it knew, and catches up by itself.
    await page.context().setOffline(true);
    await page.getByText('No connection. You see what was last known', { exact: false }).waitFor();
    const cancellationId = decodeURIComponent(new URL(page.url()).pathname.slice('/c/'.length));
    const merchant = await pages.merchant();
    await merchant.post(`/v1/cancellations/${cancellationId}/decisions`).send({ outcome: 'APPROVED' }).expect(200);
    expect(await page.getByRole('heading', { name: /The merchant decides on your request/ }).isVisible()).toBe(true);
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: /Cancelled, and .* refunded/ }).waitFor();
    const { body } = await pages.service.get(`/v1/cancellations?orderId=${orderId}`).expect(200);
    expect((body as { items: object[] }).items).toHaveLength(1);
  });

  it('is made by keyboard alone, and each step begins at its heading', async () => {
    const orderId = await pages.putOrder();
    const page = await browser.visit(pages.url, { screen: 'desktop' });
    await pages.signIn(page, { role: 'customer', orderId }, `/order/${orderId}`);
    await page.getByRole('link', { name: 'Cancel something' }).waitFor();
    const steps = async (...ways: (readonly [name: string, key: string])[]) => {
      for (const [name, key] of ways) {
        await tabTo(page, name);
        await page.keyboard.press(key);
      }
    };
    const begins = async (heading: string | RegExp) => {
      await page.getByRole('heading', { level: 2, name: heading }).waitFor();
      expect(await page.evaluate<string>(FOCUSED)).toMatch(heading);
    };
    await steps(['Cancel something', 'Enter']);
    await begins('What do you want to cancel?');
    await tabTo(page, 'Everything that can still be cancelled');
    await page.keyboard.press('ArrowDown');
    await steps(['One more: Enamel kettle, 1.2 l', 'Space'], ['Continue', 'Enter']);
    await begins('Why?');
    await steps(['I changed my mind', 'Space'], ['See what I get back', 'Enter']);
    await begins('What you get back');
    await page.getByRole('button', { name: 'Ask to cancel' }).waitFor();
    await steps(['Ask to cancel', 'Enter']);
    await begins(/The merchant decides on your request/);
    await steps(['Keep my order', 'Enter']);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate<string>(FOCUSED)).toBe('Keep my order');
    await page.keyboard.press('Enter');
    await steps(['Keep my order', 'Enter']);
    await page.getByRole('heading', { name: /You withdrew the request/ }).waitFor();
  });
});
