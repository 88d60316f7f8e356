import type { Page } from 'playwright-core';
import { type Browsing, startBrowser, type VisitWish } from '../support/browser';
import { GOING, merchantAtWork, reaches } from './merchant-at-work';
import { type OpenPages, openPages } from './open-pages';
import { problemsOf } from './page-problems';
import { takePicture } from './take-picture';
import type { Policy } from '../../src/domain/policy';

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

/** A merchant's one request, open on its page. */
async function openCase(wish: VisitWish & { policy?: Partial<Policy> } = {}) {
  const { page, merchantId, asked } = await merchantAtWork({ pages, browsing }, { requests: 1, ...wish });
  const [request] = asked;
  if (request === undefined) throw new Error('One was asked for');
  await page.getByRole('link', { name: request.orderId }).click();
  await page.getByRole('heading', { level: 1, name: request.orderId }).waitFor();
  await page.getByRole('button').first().waitFor();
  return { page, merchantId, ...request };
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** What the shop's own systems, and through them the customer, are told. */
async function told(cancellationId: string): Promise<unknown> {
  return (await pages.service.get(`/v1/cancellations/${cancellationId}`).expect(200)).body;
}

it('shows what is asked, what it costs and what happens if nothing is done', async () => {
  const { page } = await openCase({ screen: 'desktop', policy: { extensionMinutes: 60 } });
  await page.getByText('If nothing is done, it is approved by itself.').filter({ visible: true }).waitFor();
  expect(await page.getByRole('table', { name: 'What is to be cancelled' }).innerText()).toMatch(
    /Light bulb E27 灯泡[^]*sku-bulbs[^]*3[^]*€13\.50[^]*Reading lamp, brass[^]*sku-lamp[^]*1[^]*€89\.00/,
  );
  await page.getByText('The customer asked at').waitFor();
  await takePicture(page, 'inbox-case');
  expect(await problemsOf(page)).toEqual([]);
});

it('approves, with a choice of what becomes of the stock', async () => {
  const { page, cancellationId, merchantId } = await openCase();
  await press(page, 'Approve');
  await page.getByText('sends €107.50 back to the customer').waitFor();
  await page.getByLabel('What becomes of the stock').selectOption('Write it off');
  expect(await problemsOf(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Your approval is recorded.').waitFor();
  await reaches(pages, cancellationId, GOING);
  const part = pages.engine.db.selectFrom('decisions').select(['outcome', 'restock']);
  expect(await part.where('merchant_id', '=', merchantId).execute()).toEqual([
    { outcome: 'APPROVED', restock: 'WRITE_OFF' },
  ]);
});

it('approves some of it, and the rest goes ahead', async () => {
  const { page, cancellationId } = await openCase();
  await press(page, 'Approve a part');
  await page.getByRole('button', { name: 'Approve this part' }).click();
  await page.getByText('Choose at least one unit.').waitFor();
  await page.getByLabel('Light bulb E27 灯泡 (of 3)').fill('2');
  await page.getByRole('button', { name: 'Approve this part' }).click();
  await page.getByText('Your approval of a part is recorded.').waitFor();
  await reaches(pages, cancellationId, GOING);
  // Two bulbs, and their share of the shipping.
  expect(await told(cancellationId)).toMatchObject({ whole: false, refund: 944 });
});

it('rejects with a reason and a word to the customer, who reads both', async () => {
  const { page, cancellationId } = await openCase();
  await press(page, 'Reject');
  await page.getByLabel('Reason').selectOption('It is made to order');
  await page.getByLabel('Message to the customer (optional)').fill('Engraved this morning, sorry.');
  await takePicture(page, 'inbox-reject', { wholePage: false });
  expect(await problemsOf(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await page.getByText('Your rejection is recorded.').waitFor();
  await page.getByText('“Engraved this morning, sorry.”').waitFor();
  await reaches(pages, cancellationId, ['REJECTED']);
  expect(await told(cancellationId)).toMatchObject({
    parts: [{ rejectionReason: 'CUSTOM_MADE', message: 'Engraved this morning, sorry.' }],
  });
});

it('makes an offer once, and says what is owed', async () => {
  const { page, cancellationId } = await openCase();
  await press(page, 'Make an offer');
  await press(page, 'Send the offer');
  await page.getByText('Write an amount above zero').waitFor();
  await page.getByLabel('Amount in EUR').fill('12,5');
  await page.getByLabel('Message to the customer (optional)').fill('It ships tonight.');
  expect(await problemsOf(page)).toEqual([]);
  await press(page, 'Send the offer');
  await page.getByText('Your offer is with the customer.').waitFor();
  await page.getByText(/You offered: Part of the money back €12\.50\..*No answer yet\./).waitFor();
  await page.getByRole('button', { name: 'Make an offer' }).waitFor({ state: 'detached' });
  expect(await told(cancellationId)).toMatchObject({
    state: 'OFFERED',
    offer: { terms: { kind: 'PARTIAL_REFUND', amount: 1_250, currency: 'EUR' }, note: 'It ships tonight.' },
  });
});

it('takes more time, as far as its policy lets it, once', async () => {
  const { page } = await openCase({ policy: { extensionMinutes: 90 } });
  await press(page, 'Ask for more time');
  await page.getByLabel('Minutes more (90 at most)').fill('30');
  await press(page, 'Take more time');
  await page.getByText('Your deadline was moved.').waitFor();
  await page.getByText(/1 hr (29|30) mins left/).waitFor();
  await page.getByRole('button', { name: 'Ask for more time' }).waitFor({ state: 'detached' });
});

it('adds evidence, for staff to see', async () => {
  const { page, cancellationId } = await openCase();
  await page.getByText('Add evidence').click();
  await page.getByLabel('Kind').selectOption('Tracking record');
  await page.getByLabel('Reference').fill('trk:4711');
  await press(page, 'Add');
  await page.getByText('trk:4711').waitFor();
  const kept = pages.engine.db.selectFrom('evidence').select(['kind', 'reference', 'recorded_role']);
  expect(await kept.where('cancellation_id', '=', cancellationId).execute()).toEqual([
    { kind: 'TRACKING', reference: 'trk:4711', recorded_role: 'merchant' },
  ]);
});

it('tells a page that is an hour old who was first, and when', async () => {
  const { page, cancellationId, merchantId } = await openCase();
  await press(page, 'Approve');
  const other = await pages.merchant(merchantId);
  await other
    .post(`/v1/cancellations/${cancellationId}/decisions`)
    .set('Idempotency-Key', `first-of-${cancellationId}`)
    .send({ outcome: 'REJECTED', rejectionReason: 'IN_PRODUCTION' })
    .expect(200);
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await page
    .getByText(
      /^This was already rejected by somebody of your side, at .*\d\d:\d\d UTC\. Your answer changed nothing\.$/,
    )
    .waitFor();
  await reaches(pages, cancellationId, ['REJECTED']);
});

it('tells in Chinese that the time was up', async () => {
  const { page, cancellationId } = await openCase({
    locale: 'zh',
    policy: { decisionMs: 15_000, onTimeout: 'REJECT' },
  });
  await press(page, '同意');
  await reaches(pages, cancellationId, ['REJECTED']);
  await page.getByRole('dialog').getByRole('button', { name: '同意' }).click();
  await page.getByText(/^此申请已于 .* 因超时自动拒绝，您的答复未产生任何更改。$/).waitFor();
});

it('keeps what was typed while the network is away, and sends it once', async () => {
  const { page, cancellationId } = await openCase();
  await press(page, 'Reject');
  await page.getByLabel('Message to the customer (optional)').fill('Already in the van.');
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/decisions')) keys.push(request.headers()['idempotency-key']);
  });
  await page.context().setOffline(true);
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await page.getByText('No connection. Nothing was lost').waitFor();
  expect(await page.getByLabel('Message to the customer (optional)').inputValue()).toBe('Already in the van.');
  await page.context().setOffline(false);
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await page.getByText('Your rejection is recorded.').waitFor();
  expect(keys).toEqual([expect.any(String), keys[0]]);
  await reaches(pages, cancellationId, ['REJECTED']);
});

it('does nothing by opening the link in a message, which leads to its one case', async () => {
  const { merchantId, cancellationId, orderId } = await openCase();
  const { body } = await pages.service
    .post(`/v1/cancellations/${cancellationId}/links`)
    .send({ merchantId })
    .expect(201);
  const page = await browsing.visit(pages.url);
  await page.goto((body as { url: string }).url);
  await press(page, 'Continue');
  await page.getByRole('heading', { level: 1, name: orderId }).waitFor();
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/inbox/${cancellationId}`);
  await reaches(pages, cancellationId, ['AWAITING_DECISION']);
  await press(page, 'Approve');
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Your approval is recorded.').waitFor();
  await reaches(pages, cancellationId, GOING);
});
