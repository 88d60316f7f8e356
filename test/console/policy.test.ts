import { type Browsing, startBrowser } from '../support/browser';
import { type OpenPages, openPages, SHOP } from './open-pages';
import { problemsOf } from './page-problems';
import { takePicture } from './take-picture';

describe('the page of a merchant’s rules', () => {
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

  it.each(['en', 'zh'] as const)('says to everybody, in %s, the sentences of the API', async (locale) => {
    const { body } = await pages.api.anonymous
      .get(`/v1/policies/m_1?shop=${SHOP}&currency=EUR`)
      .set('Accept-Language', locale)
      .expect(200);
    const { sentences } = body as { sentences: string[] };
    expect(sentences.length).toBeGreaterThan(3);
    const page = await browser.visit(pages.url, { locale });
    await page.goto(`/policy/m_1?shop=${SHOP}&currency=EUR`);
    await page.getByText(sentences[0] ?? '').waitFor();
    expect(await page.getByRole('main').getByRole('listitem').allInnerTexts()).toEqual(sentences);
    expect(await problemsOf(page)).toEqual([]);
    await takePicture(page, `policy-${locale}`);
    const json = await page.getByRole('link', { name: 'JSON' }).getAttribute('href');
    expect((await pages.api.anonymous.get(json ?? '')).status).toBe(200);
  });

  it('changes its language with the reader’s choice, and keeps it', async () => {
    const page = await browser.visit(pages.url, { screen: 'desktop' });
    await page.goto(`/policy/m_1?shop=${SHOP}`);
    await page.getByRole('heading', { name: 'Rules for cancelling' }).waitFor();
    await page.getByLabel('Language').selectOption('zh');
    await page.getByRole('heading', { name: '取消规则' }).waitFor();
    const { body } = await pages.api.anonymous.get(`/v1/policies/m_1?shop=${SHOP}`).set('Accept-Language', 'zh');
    await page.getByText((body as { sentences: string[] }).sentences[0] ?? '').waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { name: '取消规则' }).waitFor();
  });

  it('says what is wrong with the address where it names no shop, or an unknown merchant', async () => {
    const page = await browser.visit(pages.url);
    await page.goto('/policy/m_1');
    await page.getByText('This address is cut off', { exact: false }).waitFor();
    await page.goto(`/policy/nobody?shop=${SHOP}`);
    await page.getByRole('alert').waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });
});
