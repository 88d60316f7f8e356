import type { Page } from 'playwright-core';
import { type Browsing, startBrowser } from '../support/browser';
import { waitFor } from '../support/wait-for';
import { type OpenPages, openPages } from './open-pages';
import { problemsOf } from './page-problems';
import { takePicture } from './take-picture';

const WORDS = {
  en: {
    cancel: 'Cancel something',
    some: 'Only some of it',
    more: 'One more: Stoneware cup 陶瓷杯',
    next: 'Continue',
    reason: 'I found it cheaper elsewhere',
    preview: 'See what I get back',
    back: 'Back',
    ask: 'Ask to cancel',
    decides: /The merchant decides on your request until/,
    done: /^Cancelled in part, and .* refunded$/,
    rating: '5 – very well',
    comment: 'Anything else? (optional)',
    send: 'Send',
    thanks: 'Thank you. You gave 5 of 5.',
    two: '2 of 3',
  },
  zh: {
    cancel: '取消商品',
    some: '仅部分商品',
    more: '增加一件：Stoneware cup 陶瓷杯',
    next: '继续',
    reason: '我在别处找到更便宜的',
    preview: '查看退款明细',
    back: '返回',
    ask: '提交取消申请',
    decides: /商家/,
    done: /已部分取消.*退/,
    rating: '5 – 很好',
    comment: '还有什么想说的？（选填）',
    send: '提交',
    thanks: '感谢您的评价：5 / 5。',
    two: '2 / 3 件',
  },
};

const LINES = [
  { lineId: 'cups', title: 'Stoneware cup 陶瓷杯', quantity: 3, unitPrice: 1_250 },
  { lineId: 'box', title: 'Schmuckschatullenbeleuchtungsanlagenersatzteil', quantity: 1, unitPrice: 123_456 },
];

const h2 = (page: Page, name?: string | RegExp) =>
  page.getByRole('heading', { level: 2, ...(name === undefined ? {} : { name }) });

function euros(amount: number, locale: 'en' | 'zh'): string {
  const format = { style: 'currency', currency: 'EUR' } as const;
  return new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', format).format(amount / 100);
}

describe('a customer’s way on a phone', () => {
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

  it.each(['en', 'zh'] as const)('leads from the order to the refund, live, in %s', async (locale) => {
    const words = WORDS[locale];
    const fees = [{ fromMinutes: 0, basisPoints: 1_000, fixed: 0, cap: null, faults: ['BUYER' as const] }];
    await pages.putMerchant('m_1', { fees, shippingFee: 'PRORATED' });
    const orderId = await pages.putOrder({ lines: LINES, methods: ['card', 'voucher'] });
    const page = await browser.visit(pages.url, { locale });
    await pages.signIn(page, { role: 'customer', orderId });
    await page.getByRole('link', { name: words.cancel }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, `customer-order-${locale}`);

    await page.getByRole('link', { name: words.cancel }).click();
    await page.getByRole('radio', { name: words.some }).check();
    const more = page.getByRole('button', { name: words.more });
    await more.click();
    await more.click();
    await page.getByText(words.two).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, `customer-what-${locale}`);
    await page.getByRole('button', { name: words.next }).click();
    await page.getByRole('radio', { name: words.reason }).check();
    expect(await problemsOf(page)).toEqual([]);
    await page.getByRole('button', { name: words.preview }).click();

    const ask = {
      reason: 'FOUND_CHEAPER',
      selection: { kind: 'LINES', lines: [{ lineId: 'cups', quantity: 2 }] },
    };
    const { body } = await pages.service.post(`/v1/orders/${orderId}/quote`).send(ask).expect(200);
    const { quote } = body as { quote: { refund: number; fee: number; tenders: { amount: number }[] } };
    await page.getByRole('button', { name: words.ask }).waitFor();
    const shown = await page.getByRole('main').innerText();
    for (const amount of [quote.refund, -quote.fee, ...quote.tenders.map((tender) => tender.amount)]) {
      expect(shown).toContain(euros(amount, locale));
    }
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, `customer-preview-${locale}`);

    await page.getByRole('button', { name: words.ask }).click();
    await page.waitForURL(/\/c\//);
    await h2(page, words.decides).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, `customer-tracker-${locale}`);
    const cancellationId = decodeURIComponent(new URL(page.url()).pathname.slice('/c/'.length));
    const merchant = await pages.merchant();
    await merchant.post(`/v1/cancellations/${cancellationId}/decisions`).send({ outcome: 'APPROVED' }).expect(200);
    await h2(page, words.done).waitFor();
    expect(await page.getByRole('main').innerText()).toContain(euros(quote.refund, locale));
    expect(await problemsOf(page)).toEqual([]);

    await page.getByRole('radio', { name: words.rating }).check();
    await page.getByLabel(words.comment).fill('Quick, thanks');
    await page.getByRole('button', { name: words.send }).click();
    await page.getByText(words.thanks).waitFor();
    await takePicture(page, `customer-settled-${locale}`);
    await page.reload();
    await page.getByText(words.thanks).waitFor();
    const view = await waitFor('the feedback to be kept', async () => {
      const read = await pages.service.get(`/v1/cancellations/${cancellationId}`).expect(200);
      return (read.body as { feedback?: object }).feedback;
    });
    expect(view).toMatchObject({ rating: 5, comment: 'Quick, thanks' });
  });
});
