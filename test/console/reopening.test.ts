import type { Page } from 'playwright-core';
import { type Browsing, startBrowser } from '../support/browser';
import { reaches } from './merchant-at-work';
import { type OpenPages, openPages, type Visitor } from './open-pages';
import { problemsOf } from './page-problems';

let pages: OpenPages;
let browsing: Browsing;

beforeAll(async () => {
  [pages, browsing] = await Promise.all([openPages(), startBrowser()]);
}, 120_000);

afterAll(async () => {
  await browsing.close();
  await pages.stop();
});

async function visit(visitor: Visitor, path: string): Promise<Page> {
  const page = await browsing.visit(pages.url, { screen: 'desktop' });
  await pages.signIn(page, visitor, path);
  return page;
}

it('a case that was rejected is decided again once a second person allows it, which its customer sees', async () => {
  const orderId = await pages.putOrder();
  const cancellationId = await pages.request(orderId);
  const merchant = await pages.merchant();
  const rejection = { outcome: 'REJECTED', rejectionReason: 'OTHER' };
  await merchant.post(`/v1/cancellations/${cancellationId}/decisions`).send(rejection).expect(200);
  await reaches(pages, cancellationId, ['REJECTED']);
  const path = `/desk/c/${cancellationId}`;

  const first = await visit({ role: 'support', id: 'ann' }, path);
  await first.getByRole('button', { name: 'Ask for another decision' }).click();
  const asking = first.getByRole('dialog');
  await asking.getByText('nothing happens until a second person allows it').waitFor();
  await asking.getByLabel('Why it should be decided again').fill('The photos came later.');
  expect(await problemsOf(first)).toEqual([]);
  await asking.getByRole('button', { name: 'Ask for another decision' }).click();
  await first.getByText(/^Support ann asked at .* that this is decided again\./).waitFor();
  await first.getByText('You asked for this, so somebody else must decide on it.').waitFor();
  await first.getByText('Lever: Ask for another decision').waitFor();

  const operator = await visit({ role: 'operator' }, path);
  await operator.getByText('A supervisor, other than who asked, decides on it.').waitFor();

  const second = await visit({ role: 'supervisor', id: 'wim' }, path);
  await second.getByText('You may decide on it, below.').waitFor();
  await second.getByText('Why: “The photos came later.”').waitFor();
  await second.getByRole('button', { name: 'Decide on another decision' }).click();
  const deciding = second.getByRole('dialog');
  await deciding.getByLabel('Decision').selectOption('Approve');
  expect(await problemsOf(second)).toEqual([]);
  await deciding.getByRole('button', { name: 'Decide on another decision' }).click();
  await second.getByText('Done. What you see is how it stands now.').waitFor();
  await second.getByRole('link', { name: 'Where it is decided again' }).click();
  await second.getByRole('button', { name: 'Rule in the merchant’s place' }).waitFor();
  await second.getByRole('link', { name: 'The ended case that this one decides again' }).waitFor();

  const customer = await visit({ role: 'customer', orderId }, `/c/${cancellationId}`);
  await customer.getByRole('link', { name: 'It is being decided again: see where that stands' }).click();
  await customer.getByRole('link', { name: 'This decides an earlier request again: see that one' }).waitFor();
  expect(await customer.getByText('The photos came later.').count()).toBe(0);
  expect(await problemsOf(customer)).toEqual([]);
});
