import type { Policy } from '../../src/domain/policy';
import { type Browsing, startBrowser, type VisitWish } from '../support/browser';
import { askOf, focused, GOING, merchantAtWork, reaches } from './merchant-at-work';
import { type OpenPages, openPages } from './open-pages';
import { problemsOf } from './page-problems';
import { takePicture } from './take-picture';

let pages: OpenPages;
let browsing: Browsing;

beforeAll(async () => {
  [pages, browsing] = await Promise.all([openPages(), startBrowser()]);
}, 120_000);

afterEach(() => browsing.endVisits());

afterAll(async () => {
  await browsing.close();
  await pages.stop();
});

const inbox = (requests: number, wish: VisitWish & { policy?: Partial<Policy> } = {}) =>
  merchantAtWork({ pages, browsing }, { requests, ...wish });

describe('the list', () => {
  it('has what waits, the soonest deadline first, with what happens if nothing is done', async () => {
    const { page, merchantId, asked } = await inbox(1, { policy: { decisionMs: 7_200_000 } });
    await pages.putMerchant(merchantId, { decisionMs: 1_800_000, onTimeout: 'REJECT' });
    const later = await askOf(pages, merchantId);
    await page.reload();
    await page.getByRole('link', { name: `Order ${later.orderId}` }).waitFor();
    const rows = await page.getByRole('main').getByRole('listitem').allInnerTexts();
    expect(rows[0]).toContain(later.orderId);
    expect(rows[0]).toContain('If nothing is done, it is rejected by itself.');
    expect(rows[0]).toMatch(/(29|30) mins left/);
    expect(rows[0]).toContain('Changed their mind · 4 units, whole order');
    expect(rows[0]).toContain('€107.50 back to the customer');
    expect(rows[1]).toContain(asked[0]?.orderId);
    expect(rows[1]).toContain('If nothing is done, it is approved by itself.');
  });

  it('grows by itself when a customer asks', async () => {
    const { page, merchantId } = await inbox(0);
    await page.getByText('Nothing waits for you.').waitFor();
    const { orderId } = await askOf(pages, merchantId);
    await page.getByRole('link', { name: `Order ${orderId}` }).waitFor();
  });

  it('answers several at once, and says of each what became of it', async () => {
    const { page, merchantId, asked } = await inbox(3, { screen: 'desktop' });
    const [first, second, third] = asked;
    if (first === undefined || second === undefined || third === undefined) throw new Error('Three were asked for');
    for (const { orderId } of asked) await page.getByRole('checkbox', { name: `Select order ${orderId}` }).check();
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Approve all selected' }).click();
    await page.getByText('Cancels what was asked for and sends €322.50 back to the customer.').waitFor();
    const other = await pages.merchant(merchantId);
    await other
      .post(`/v1/cancellations/${second.cancellationId}/decisions`)
      .set('Idempotency-Key', 'while-the-dialog-was-open')
      .send({ outcome: 'REJECTED', rejectionReason: 'IN_PRODUCTION' })
      .expect(200);
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('2 of 3 recorded').waitFor();
    const results = page.getByRole('region').or(page.locator('section')).filter({ hasText: '2 of 3 recorded' });
    expect(await results.getByRole('listitem').filter({ hasText: second.orderId }).innerText()).toMatch(
      /not recorded\. .*already/,
    );
    await takePicture(page, 'inbox-batch');
    await reaches(pages, first.cancellationId, GOING);
    await reaches(pages, third.cancellationId, GOING);
    await reaches(pages, second.cancellationId, ['REJECTED']);
  });

  it('is worked through by keys alone', async () => {
    const { page, asked } = await inbox(2, { screen: 'desktop' });
    const [first, second] = asked;
    if (first === undefined || second === undefined) throw new Error('Two were asked for');
    await page.getByRole('link', { name: `Order ${second.orderId}` }).waitFor();
    await page.keyboard.press('j');
    expect(await focused(page)).toBe(`Order ${first.orderId}`);
    await page.keyboard.press('j');
    expect(await focused(page)).toBe(`Order ${second.orderId}`);
    await page.keyboard.press('k');
    await page.keyboard.press('a');
    await page.getByRole('dialog').getByText('sends €107.50 back').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1 recorded').waitFor();
    await reaches(pages, first.cancellationId, GOING);
    await page.getByRole('heading', { name: `Order ${first.orderId}` }).waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByLabel('Reason').waitFor();
    // Letters that are typed are typed.
    await page.keyboard.press('Tab');
    await page.keyboard.type('sorry, jarring ax');
    expect(await page.getByLabel('Message to the customer (optional)').inputValue()).toBe('sorry, jarring ax');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1 recorded').waitFor();
    await reaches(pages, second.cancellationId, ['REJECTED']);
  });

  it('does nothing by single keys once they are switched off', async () => {
    const { page } = await inbox(1, { screen: 'desktop' });
    await page.getByRole('button', { name: 'Keyboard' }).click();
    await page.getByRole('checkbox', { name: 'Single keys are on' }).uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('j');
    expect(await focused(page)).toBe('Keyboard');
  });

  it.each(['phone', 'desktop'] as const)('keeps nobody out on a %s', async (screen) => {
    const { page } = await inbox(2, { screen });
    await page.getByRole('checkbox').first().check();
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, `inbox-${screen}`);
    await page
      .getByRole('button', { name: /^Reject: / })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  it('speaks Chinese', async () => {
    const { page, asked } = await inbox(1, { locale: 'zh' });
    await page.getByRole('link', { name: `订单 ${asked[0]?.orderId}` }).waitFor();
    await page.getByText('逾期未处理则自动同意。').waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, 'inbox-zh');
  });
});
