import type { Page } from 'playwright-core';
import { type Browsing, startBrowser } from '../support/browser';
import { type OpenPages, openPages } from './open-pages';

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

const headline = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 2, name }).waitFor();

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

it('is followed by customer, merchant and support at once, each on their own page, from the request to the money', async () => {
  const orderId = await pages.putOrder({ methods: ['bank_transfer'], parcel: 'LABELED' });
  const [customer, merchant, support] = await Promise.all([
    browsing.visit(pages.url),
    browsing.visit(pages.url, { screen: 'desktop' }),
    browsing.visit(pages.url, { screen: 'desktop' }),
  ]);
  await pages.signIn(merchant, { role: 'merchant', merchantId: 'm_1', id: 'mia' });
  await merchant.getByText('Nothing waits for you.').waitFor();
  await pages.signIn(support, { role: 'support', id: 'sam' }, `/desk?queue=all&q=${orderId}`);
  await support.getByText('Nothing here.').waitFor();

  // The customer asks; nobody reloads a page from here on.
  await pages.signIn(customer, { role: 'customer', orderId });
  await customer.getByRole('link', { name: 'Cancel something' }).click();
  await customer.getByRole('button', { name: 'Continue' }).click();
  await customer.getByRole('radio', { name: 'I found it cheaper elsewhere' }).check();
  await customer.getByRole('button', { name: 'See what I get back' }).click();
  await customer.getByRole('button', { name: 'Ask to cancel' }).click();
  await headline(customer, /The merchant decides on your request until/);

  // The merchant makes an offer.
  await merchant.getByRole('link', { name: `Order ${orderId}` }).click();
  await merchant.getByText('Reason: Found it cheaper elsewhere.').waitFor();
  await merchant.getByRole('button', { name: 'Make an offer' }).click();
  await merchant.getByLabel('Amount in EUR').fill('10');
  await merchant.getByLabel('Message to the customer (optional)').fill('We match that price.');
  await merchant.getByRole('button', { name: 'Send the offer' }).click();
  await headline(merchant, /The customer is considering your offer/);

  // Support sees on whom it waits.
  await support.getByText(/^Waiting for the customer to answer the merchant's offer/).waitFor();
  await support.getByRole('link', { name: `Order ${orderId}` }).click();
  await support.getByText('The merchant made an offer').waitFor();

  // The customer declines.
  await customer.getByText('We match that price.').waitFor();
  await customer
    .getByText(/€10\.00/)
    .first()
    .waitFor();
  await confirm(customer, 'Decline the offer');
  await headline(customer, /The merchant decides on your request until/);
  await merchant.getByText(/Part of the money back €10\.00\..*Declined\./).waitFor();

  // The merchant approves; the parcel is stopped; the bank's word on the refund comes by webhook.
  await confirm(merchant, 'Approve');
  await merchant.getByText('Your approval is recorded.').waitFor();
  await headline(customer, /^Cancelled, and .*refunded$/);
  await customer.getByText('All is done on our side.').waitFor();
  expect(await customer.getByRole('main').innerText()).toContain('€92.40');
  await headline(merchant, /^Cancelled/);
  await headline(support, /^Cancelled/);
  await support.getByText('Settled: every refund is final', { exact: false }).waitFor();
  const story = await support.getByRole('list').filter({ hasText: 'A cancellation was asked for' }).innerText();
  const events = [
    ...['A cancellation was asked for', 'The merchant made an offer', 'The customer declined the offer'],
    ...['A merchant’s part was decided', 'The carrier was asked to stop the parcel', 'The parcel was stopped'],
    ...['A refund was sent to its channel', 'A refund is done', 'Settled: every refund is final'],
  ];
  const places = events.map((event) => story.indexOf(event));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);

  const attempts = await pages.engine.db
    .selectFrom('refund_attempts')
    .innerJoin('refund_legs', 'refund_legs.leg_id', 'refund_attempts.leg_id')
    .where('refund_legs.cancellation_id', 'like', `${orderId}.%`)
    .select(['refund_attempts.kind', 'refund_attempts.outcome'])
    .orderBy('refund_attempts.attempt')
    .execute();
  expect(attempts).toEqual([
    { kind: 'SUBMIT', outcome: 'pending' },
    { kind: 'WEBHOOK', outcome: 'succeeded' },
  ]);
}, 120_000);
