import { type Browsing, startBrowser } from '../support/browser';
import { waitFor } from '../support/wait-for';
import { type OpenPages, openPages, SHOP } from './open-pages';
import { problemsOf } from './page-problems';
import { takePicture } from './take-picture';

const EMAIL = 'ada@shop.example';

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

describe('a customer’s way in', () => {
  const codeMailed = () =>
    waitFor('the mail with the code', async () => {
      const [mail] = (await pages.parts.keptMails?.list()) ?? [];
      return /\b\d{6}\b/.exec(mail?.text ?? '')?.[0];
    });

  it('is a code by e-mail, where there is no link: the next step looks the same for whoever guesses', async () => {
    const orderId = await pages.putOrder({ more: { contact: { email: EMAIL } } });
    const page = await browser.visit(pages.url);
    await page.goto(`/find/${SHOP}`);
    await page.getByLabel('Order number').fill(orderId);
    await page.getByLabel('E-mail address of the order').fill('somebody@else.example');
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, 'customer-find-en');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByText(/a six-digit code is on its way to somebody@else.example/).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('Order number').inputValue()).toBe(orderId);
    await page.getByLabel('E-mail address of the order').fill(EMAIL);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    const code = await codeMailed();
    const wrong = code === '000000' ? '000001' : '000000';
    await page.getByLabel('Code').fill(wrong);
    await page.getByRole('button', { name: 'Show my order' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Show my order' }).click();
    await page.getByRole('heading', { level: 1, name: `Order ${orderId}` }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto(`/order/${orderId}`);
    await page.getByText('You are not signed in, or no longer.').waitFor();
  });

  it('is a sentence and the way on, where a link is cut off, forged, or has expired', async () => {
    const orderId = await pages.putOrder();
    const page = await browser.visit(pages.url);
    const whole = await pages.linkOf({ role: 'customer', orderId });
    await page.goto('/open');
    await page.getByText('This link is cut off.', { exact: false }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await page.goto('about:blank');
    await page.goto(`${whole.slice(0, -6)}AAAAAA`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'LINK_INVALID' }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    const old = await pages.parts.links.create({
      ...{ shopId: SHOP, orderId, purpose: 'MANAGE', createdBy: 'test' },
      expiresAt: new Date(Date.now() - 1_000),
    });
    if (old.outcome !== 'created') throw new Error(old.code);
    await page.goto('about:blank');
    await page.goto(`/open#${old.token}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'LINK_EXPIRED' }).waitFor();
  });

  it('is asked for under the same address when the session is over, and nothing that was chosen is lost', async () => {
    const orderId = await pages.putOrder();
    const page = await browser.visit(pages.url);
    await pages.signIn(page, { role: 'customer', orderId });
    await page.getByRole('link', { name: 'Cancel something' }).click();
    await page.getByRole('radio', { name: 'Only some of it' }).check();
    await page.getByRole('button', { name: 'One more: Enamel kettle, 1.2 l' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('radio', { name: 'Delivery takes too long' }).check();
    await page.getByRole('button', { name: 'See what I get back' }).click();
    await page.getByRole('button', { name: 'Ask to cancel' }).waitFor();
    const over = new Date(Date.now() - 1_000);
    await pages.engine.db.updateTable('sessions').set({ expires_at: over }).execute();
    await page.getByRole('button', { name: 'Ask to cancel' }).click();
    await page.getByText('You are not signed in, or no longer.').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/order/${orderId}/cancel/preview`);
    expect(await page.getByLabel('Order number').inputValue()).toBe(orderId);
    expect(await problemsOf(page)).toEqual([]);
    await pages.signIn(page, { role: 'customer', orderId }, `/order/${orderId}/cancel/preview`);
    await page.getByRole('button', { name: 'Ask to cancel' }).click();
    await page.waitForURL(/\/c\//);
    const { body } = await pages.service.get(`/v1/cancellations?orderId=${orderId}`).expect(200);
    expect(body).toMatchObject({ items: [{ reason: 'DELIVERY_TOO_SLOW', unitCount: 1, whole: false }] });
  });

  it('is not for other orders, nor for acting by a link that only follows', async () => {
    const [mine, other] = [await pages.putOrder(), await pages.putOrder()];
    const page = await browser.visit(pages.url);
    await pages.signIn(page, { role: 'customer', orderId: mine, purpose: 'FOLLOW' });
    await page.getByText('This link lets you follow the order.', { exact: false }).waitFor();
    expect(await page.getByRole('link', { name: 'Cancel something' }).count()).toBe(0);
    await page.goto(`/order/${other}`);
    await page.getByText('You are signed in for another order.', { exact: false }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });
});

describe('a sign-in with an organisation’s account that failed', () => {
  it.each([
    ['en', 'SIGN_IN_NO_ROLE', 'Your account has no role here.'],
    ['en', 'SIGN_IN_UNAVAILABLE', 'Your organisation’s sign-in does not answer.'],
    ['en', '<img src=x onerror=alert(1)>', 'You could not be signed in.'],
    ['en', 'toString', 'You could not be signed in.'],
    ['zh', 'SIGN_IN_FAILED', '登录未完成。'],
    ['zh', 'constructor', '无法登录。'],
  ] as const)('is told in words (%s): %s', async (locale, code, text) => {
    const page = await browser.visit(pages.url, { locale });
    await page.goto(`/sign-in?problem=${encodeURIComponent(code)}`);
    expect(await page.getByRole('alert').innerText()).toContain(text);
    expect(await page.locator('body').innerText()).not.toContain(code);
    expect(await problemsOf(page)).toEqual([]);
  });

  it('is nothing that the page speaks of by itself', async () => {
    const page = await browser.visit(pages.url);
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Find your order' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
