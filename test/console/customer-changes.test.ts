import type { Page } from 'playwright-core';
import { type Browsing, startBrowser } from '../support/browser';
import { type OpenPages, openPages } from './open-pages';
import { problemsOf } from './page-problems';
import { takePicture } from './take-picture';

const h2 = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 2, name });
const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true });

/** Opens an act's dialog, and presses its own button. */
async function confirm(page: Page, name: string): Promise<void> {
  await button(page, name).click();
  const dialog = page.getByRole('dialog', { name });
  await dialog.waitFor();
  expect(await problemsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('what may happen to a customer’s request', () => {
  let pages: OpenPages;
  let browser: Browsing;
  beforeAll(async () => {
    [pages, browser] = await Promise.all([openPages(), startBrowser()]);
  });
  beforeEach(() => pages.putMerchant());
  afterEach(() => browser.endVisits());
  afterAll(async () => {
    await browser.close();
    await pages.stop();
  });

  /** A request that waits for its merchant, and its customer at the tracker. */
  async function requested(): Promise<{ page: Page; cancellationId: string; orderId: string }> {
    const orderId = await pages.putOrder();
    const cancellationId = await pages.request(orderId);
    const page = await browser.visit(pages.url);
    await pages.signIn(page, { role: 'customer', orderId }, `/c/${cancellationId}`);
    await h2(page, /The merchant decides on your request/).waitFor();
    return { page, cancellationId, orderId };
  }

  it('is withdrawn by the customer, who keeps the order and may ask again', async () => {
    const { page, orderId } = await requested();
    await confirm(page, 'Keep my order');
    await h2(page, 'You withdrew the request; your order goes ahead').waitFor();
    expect(await button(page, 'Keep my order').count()).toBe(0);
    expect(await problemsOf(page)).toEqual([]);
    await page.getByRole('link', { name: `Order ${orderId}` }).click();
    await page.getByRole('link', { name: 'Cancel something' }).waitFor();
    await page.getByRole('link', { name: /You withdrew the request/ }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  it('is answered by an offer, which the customer declines, and by another, which ends the request', async () => {
    const merchant = await pages.merchant();
    const offer = { terms: { kind: 'PARTIAL_REFUND', amount: 1_500, currency: 'EUR' }, note: 'Keep it for less?' };
    const first = await requested();
    await merchant.post(`/v1/cancellations/${first.cancellationId}/offers`).send(offer).expect(200);
    await first.page.getByText('Money back · €15.00').waitFor();
    await first.page.getByText('Keep it for less?').waitFor();
    expect(await problemsOf(first.page)).toEqual([]);
    await takePicture(first.page, 'customer-offer-en');
    await confirm(first.page, 'Decline the offer');
    await first.page.getByText('You declined this offer.').waitFor();
    await h2(first.page, /The merchant decides on your request/).waitFor();

    const second = await requested();
    await merchant.post(`/v1/cancellations/${second.cancellationId}/offers`).send(offer).expect(200);
    await button(second.page, 'Accept the offer').waitFor();
    await confirm(second.page, 'Accept the offer');
    await second.page.getByText('You accepted this offer.').waitFor();
    await h2(second.page, /You accepted the offer; your order goes ahead/).waitFor();
    const { body } = await pages.service.get(`/v1/cancellations/${second.cancellationId}`).expect(200);
    expect(body).toMatchObject({ state: 'WITHDRAWN', offer: { state: 'ACCEPTED' } });
  });

  it('is rejected with a reason and a message, and taken to arbitration', async () => {
    const { page, cancellationId } = await requested();
    const merchant = await pages.merchant();
    const decision = { outcome: 'REJECTED', rejectionReason: 'CUSTOM_MADE', message: 'Your name is on it already' };
    await merchant.post(`/v1/cancellations/${cancellationId}/decisions`).send(decision).expect(200);
    await page.getByText('Your name is on it already').waitFor();
    await page.getByText('It is made to order').waitFor();
    await page.getByText('Ended here', { exact: false }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('€92.40');
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, 'customer-rejected-en');
    await button(page, 'Take it to arbitration').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What should we know? (optional)').fill('No name was ordered');
    await dialog.getByRole('button', { name: 'Take it to arbitration' }).click();
    await h2(page, /We are deciding on your request ourselves/).waitFor();
    expect(decodeURIComponent(new URL(page.url()).pathname)).not.toContain(cancellationId);
    await page.getByRole('link', { name: /earlier request that was rejected/ }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  it('is approved for some units, and the rest taken to arbitration', async () => {
    const { page, cancellationId } = await requested();
    const merchant = await pages.merchant();
    const decision = { outcome: 'APPROVED', lines: [{ lineId: 'kettle', quantity: 1 }] };
    await merchant.post(`/v1/cancellations/${cancellationId}/decisions`).send(decision).expect(200);
    await h2(page, 'What was not approved').waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await button(page, 'Take it to arbitration').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it to arbitration' }).click();
    await h2(page, /We are deciding on your request ourselves/).waitFor();
    const next = decodeURIComponent(new URL(page.url()).pathname.slice('/c/'.length));
    const { body } = await pages.service.get(`/v1/cancellations/${next}`).expect(200);
    expect((body as { units: object[] }).units).toMatchObject([{ lineId: 'cups', quantity: 3 }]);
    await page.getByRole('link', { name: /earlier request that was rejected/ }).waitFor();
  });

  it('is shown anew where the quote has changed, and sent only then', async () => {
    const orderId = await pages.putOrder();
    const page = await browser.visit(pages.url);
    await pages.signIn(page, { role: 'customer', orderId });
    await page.getByRole('link', { name: 'Cancel something' }).click();
    await button(page, 'Continue').click();
    await page.getByRole('radio', { name: 'I changed my mind' }).check();
    await button(page, 'See what I get back').click();
    await page.getByText('€92.40').first().waitFor();
    const fees = [{ fromMinutes: 0, basisPoints: 5_000, fixed: 0, cap: null, faults: ['BUYER' as const] }];
    await pages.putMerchant('m_1', { fees });
    await button(page, 'Ask to cancel').click();
    await page.getByRole('alert').getByText('Nothing was sent').waitFor();
    await page.getByText('€46.20').first().waitFor();
    expect(await problemsOf(page)).toEqual([]);
    const { body } = await pages.service.get(`/v1/cancellations?orderId=${orderId}`).expect(200);
    expect(body).toMatchObject({ items: [{ state: 'DENIED' }] });
    await button(page, 'Ask to cancel').click();
    await h2(page, /The merchant decides on your request/).waitFor();
  });

  it('is a withdrawal of two steps where the right is statutory: no reason, nobody who decides, nothing kept', async () => {
    const fees = [{ fromMinutes: 0, basisPoints: 5_000, fixed: 0, cap: null, faults: ['BUYER' as const] }];
    await pages.putMerchant('m_1', { fees, statutoryWithdrawalDays: 14 });
    const orderId = await pages.putOrder();
    const page = await browser.visit(pages.url);
    await pages.signIn(page, { role: 'customer', orderId });
    await page.getByRole('link', { name: 'Withdraw from the contract' }).click();
    await h2(page, 'Withdraw from the contract').waitFor();
    await button(page, 'Continue').click();
    await h2(page, 'Confirm withdrawal').waitFor();
    await page.getByText('€92.40').first().waitFor();
    await page.getByText('nobody has to agree, and nothing is kept', { exact: false }).waitFor();
    const shown = await page.getByRole('main').innerText();
    expect(shown).not.toContain('Who decides');
    expect(shown).not.toContain('fee');
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, 'customer-withdrawal-en');
    await button(page, 'Confirm withdrawal').click();
    await h2(page, /Cancelled, and EUR 92.40 refunded/).waitFor();
  });
});
