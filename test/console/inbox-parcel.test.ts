import type { Page } from 'playwright-core';
import { type Browsing, startBrowser, type VisitWish } from '../support/browser';
import { GOING, merchantAtWork, reaches } from './merchant-at-work';
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

/** The case of an order whose parcel was out already: its merchant's page waits for it to come back. */
async function awaitedParcel(wish: VisitWish = {}) {
  const { page, merchantId } = await merchantAtWork(
    { pages, browsing },
    { requests: 0, policy: { approvalNeeded: false, onNotStopped: 'AWAIT_RETURN' }, ...wish },
  );
  const lines = [{ lineId: 'lamp', title: 'Reading lamp, brass', quantity: 1, unitPrice: 8_900, merchantId }];
  const orderId = await pages.putOrder({ lines, parcel: 'IN_TRANSIT' });
  const cancellationId = await pages.request(orderId);
  await reaches(pages, cancellationId, ['AWAITING_RETURN']);
  await page.goto(`/inbox/${cancellationId}`);
  return { page, orderId, cancellationId };
}

describe('a parcel that comes back', () => {
  it('is recorded by its merchant, who reads first what that does, and the refund begins', async () => {
    const { page, orderId, cancellationId } = await awaitedParcel();
    const back = page.getByRole('button', { name: `The parcel is back: s_${orderId}` });
    await back.waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, 'inbox-return');
    await back.click();
    const dialog = page.getByRole('dialog', { name: 'The parcel is back' });
    await dialog.getByText(/the refund begins/i).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await reaches(pages, cancellationId, ['AWAITING_RETURN']);
    await back.click();
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Record that it is back' }).click();
    const request = await sent;
    expect(new URL(request.url()).pathname).toBe(`/v1/cancellations/${cancellationId}/levers/recordReturn`);
    expect(request.postDataJSON()).toEqual({ shipmentId: `s_${orderId}` });
    await page.getByText('The return is recorded. The refund begins.').waitFor();
    await reaches(pages, cancellationId, GOING);
    await back.waitFor({ state: 'detached' });
  });

  it('is recorded in Chinese as well', async () => {
    const { page, orderId, cancellationId } = await awaitedParcel({ locale: 'zh', screen: 'desktop' });
    await page.getByRole('button', { name: `包裹已退回：s_${orderId}` }).click();
    expect(await problemsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '登记已退回' }).click();
    await page.getByText('已登记退回，开始退款。').waitFor();
    await reaches(pages, cancellationId, GOING);
  });

  it('is nothing that a request says which waits for a decision', async () => {
    const { page, asked } = await merchantAtWork({ pages, browsing }, { requests: 1 });
    await page.getByRole('link', { name: asked[0]?.orderId ?? '' }).click();
    await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    expect(await page.getByText('Waiting for the parcel to come back').count()).toBe(0);
  });
});

describe('the slip', () => {
  /** What paper shows. */
  async function onPaper(page: Page): Promise<string> {
    await page.emulateMedia({ media: 'print' });
    return page.evaluate<string>('document.body.innerText');
  }

  it('prints order, units, deadline and what to do, and nothing that is there to be pressed', async () => {
    const { page, asked } = await merchantAtWork({ pages, browsing }, { requests: 1, screen: 'desktop' });
    const { orderId = '', cancellationId = '' } = asked[0] ?? {};
    await page.getByRole('link', { name: orderId }).click();
    await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    await page.evaluate('window.print = () => { window.printed = (window.printed ?? 0) + 1; }');
    await page.getByRole('button', { name: 'Print' }).click();
    expect(await page.evaluate('window.printed')).toBe(1);
    const paper = await onPaper(page);
    expect(paper).toContain(`Cancellation slip: order ${orderId}`);
    expect(paper).toContain(cancellationId);
    expect(paper).toMatch(/Answer by\s+\d+ \w+ \d{4}, \d\d:\d\d UTC/);
    expect(paper).toContain('Keep these units here until it is decided.');
    expect(paper).toContain('If nothing is done, it is approved by itself.');
    expect(paper).toMatch(/Light bulb E27 灯泡\s+sku-bulbs\s+3/);
    expect(paper).toContain(`${pages.url}/inbox/${cancellationId}`);
    expect(paper).not.toMatch(/Approve|Sign out|Money back/);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, 'inbox-slip');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    expect(await page.getByText('Cancellation slip').isVisible()).toBe(false);
  });

  it('says in Chinese that the refund waits for the parcel', async () => {
    const { page, orderId } = await awaitedParcel({ locale: 'zh' });
    await page.getByRole('button', { name: '打印' }).waitFor();
    const paper = await onPaper(page);
    expect(paper).toContain(`取消单：订单 ${orderId}`);
    expect(paper).toMatch(/登记退回截止\s+\d{4}年/);
    expect(paper).toContain('包裹退回后，请在处理页面登记，登记后才会退款。');
    expect(await problemsOf(page)).toEqual([]);
  });
});
