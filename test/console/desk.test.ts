import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { type Browsing, startBrowser, type VisitWish } from '../support/browser';
import { type SwitchedFault, switchFault } from '../support/engine-faults';
import { reaches } from './merchant-at-work';
import { type OpenPages, openPages, SHOP, type Visitor } from './open-pages';
import { problemsOf } from './page-problems';
import { takePicture } from './take-picture';

const UI = 'http://web-ui.example';

let pages: OpenPages;
let browsing: Browsing;

beforeAll(async () => {
  const env = { RESCIND_TEMPORAL_UI_URL: UI };
  [pages, browsing] = await Promise.all([openPages({ env }), startBrowser()]);
  await pages.putMerchant('m_quick', { approvalNeeded: false });
}, 120_000);

afterEach(() => browsing.endVisits());

afterAll(async () => {
  await browsing.close();
  await pages.stop();
});

const SUPPORT: Visitor = { role: 'support', id: 'ann' };

async function deskOf(visitor: Visitor, path: string, wish: VisitWish = { screen: 'desktop' }): Promise<Page> {
  const page = await browsing.visit(pages.url, wish);
  await pages.signIn(page, visitor, path);
  await page.getByRole('navigation', { name: /^(Support desk|客服台)$/ }).waitFor();
  await page
    .getByText(/^(Loading…|正在加载…)$/)
    .first()
    .waitFor({ state: 'hidden' });
  return page;
}

interface Stuck {
  readonly orderId: string;
  readonly cancellationId: string;
  readonly fault: SwitchedFault;
}

/** A cancellation whose refund the provider has refused for good. */
async function refusedRefund(): Promise<Stuck> {
  const lines = [
    { lineId: 'chair', title: 'Folding chair, oak', quantity: 1, unitPrice: 12_000, merchantId: 'm_quick' },
  ];
  const orderId = await pages.putOrder({ lines });
  const match = { payment: `pay_${orderId}_1` };
  const fault = await switchFault(pages.engine.peers.payments, { operation: 'refund', kind: 'refuse', match });
  const cancellationId = await pages.request(orderId);
  await reaches(pages, cancellationId, ['NEEDS_HUMAN']);
  return { orderId, cancellationId, fault };
}

const caseOf = ({ cancellationId }: Stuck) => `/desk/c/${cancellationId}`;

it('counts what waits, and finds a case by how its order begins', async () => {
  const stuck = await refusedRefund();
  const page = await deskOf(SUPPORT, '/desk');
  await page.getByRole('link', { name: /^\d+ need a person$/ }).waitFor();
  const row = page.getByRole('listitem').filter({ hasText: stuck.orderId });
  await row.getByText('Needs a person', { exact: true }).waitFor();
  expect(await row.innerText()).toContain('a channel refused a refund for good');
  await takePicture(page, 'desk');
  expect(await problemsOf(page)).toEqual([]);
  await page.getByLabel('Order or cancellation begins with').fill(stuck.orderId.slice(0, -1));
  await page.getByRole('button', { name: 'Search' }).click();
  await row.waitFor();
  expect(new URL(page.url()).search).toBe(`?queue=all&q=${stuck.orderId.slice(0, -1)}`);
  // The same address shows the same to whoever it is given to.
  const other = await deskOf({ role: 'operator' }, `/desk${new URL(page.url()).search}`);
  expect(await other.getByLabel('Order or cancellation begins with').inputValue()).toBe(stuck.orderId.slice(0, -1));
  await other.getByRole('link', { name: stuck.orderId }).waitFor();
  await other.getByRole('link', { name: 'Overdue', exact: true }).click();
  await other.getByText('Nothing here.').waitFor();
});

it('sends a refund again that failed, and says first what that does', async () => {
  const stuck = await refusedRefund();
  const page = await deskOf(SUPPORT, caseOf(stuck));
  await page.getByRole('heading', { level: 2, name: /a channel refused a refund for good/ }).waitFor();
  await page.getByText('Failed for good; no money moved').waitFor();
  await page.getByText('A person is needed').waitFor();
  const history = page.getByRole('link', { name: 'Its history in the Temporal Web UI' });
  expect(await history.getAttribute('href')).toMatch(
    /^http:\/\/web-ui\.example\/namespaces\/[^/]+\/workflows\/cancel%2F/,
  );
  await page.getByRole('button', { name: 'Send the refund again' }).waitFor();
  await page.setViewportSize({ width: 1024, height: 640 });
  await takePicture(page, 'desk-case', { wholePage: false });
  expect(await problemsOf(page)).toEqual([]);
  await stuck.fault.lift();
  await page.getByRole('button', { name: 'Send the refund again' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('What this does: Sends the amount once more to where it was paid from').waitFor();
  await dialog.getByText('Refund €125.00 · sandbox').waitFor();
  await dialog.getByRole('button', { name: 'Send the refund again' }).click();
  await page.getByText('Done. What you see is how it stands now.').waitFor();
  await reaches(pages, stuck.cancellationId, ['SETTLED']);
  await page.getByRole('heading', { level: 2, name: /^Cancelled/ }).waitFor();
  await page.getByText('Lever: Send the refund again').waitFor();
});

it('pays another way only once a second person allows it', async () => {
  const stuck = await refusedRefund();
  const { orderId } = stuck;
  const balanceId = `sc_${orderId}`;
  await pages.service
    .put(`/v1/balances/${balanceId}`)
    .send({ kind: 'STORE_CREDIT', currency: 'EUR', movements: [] })
    .expect(200);
  const first = await deskOf({ role: 'supervisor', id: 'vera' }, caseOf(stuck));
  await first.getByRole('button', { name: 'Ask for another way to pay' }).click();
  const dialog = first.getByRole('dialog');
  await dialog.getByText('No destination is recorded for this order yet.').waitFor();
  await dialog.getByRole('button', { name: 'Not now' }).click();
  const destination = { kind: 'STORE_CREDIT', balanceId };
  await pages.service.post(`/v1/orders/${orderId}/payout-destinations`).send(destination).expect(201);
  await first.reload();
  await first.getByRole('button', { name: 'Ask for another way to pay' }).click();
  await dialog.getByLabel('Route').selectOption('Store credit');
  await dialog.getByLabel('Destination').selectOption({ index: 1 });
  await dialog.getByLabel('When the customer agreed').fill('2026-11-01T09:30');
  await dialog.getByLabel('Kind of evidence, such as E_MAIL').fill('E_MAIL');
  await dialog.getByLabel('Reference of the evidence in your files').fill('case/1');
  expect(await problemsOf(first)).toEqual([]);
  await dialog.getByRole('button', { name: 'Ask for another way to pay' }).click();
  await first.getByText(/^Supervisor vera asked at .* to pay €125\.00 by Store credit instead\./).waitFor();
  await first.getByText('You asked for this, so somebody else must decide on it.').waitFor();
  await first.getByRole('button', { name: 'Decide on another way to pay' }).waitFor({ state: 'detached' });

  const support = await deskOf(SUPPORT, caseOf(stuck));
  await support.getByText('A supervisor or an operator, other than who asked, decides on it.').waitFor();

  const second = await deskOf({ role: 'supervisor', id: 'wim' }, caseOf(stuck));
  await second.getByText('You may decide on it, below.').waitFor();
  await second.getByRole('button', { name: 'Decide on another way to pay' }).click();
  await second.getByRole('dialog').getByLabel('Decision').selectOption('Approve');
  await second.getByRole('dialog').getByRole('button', { name: 'Decide on another way to pay' }).click();
  await second.getByText('Done. What you see is how it stands now.').waitFor();
  await reaches(pages, stuck.cancellationId, ['SETTLED']);
  await first.getByText('You asked for this').waitFor({ state: 'detached' });
});

it('shows an auditor everything and no lever', async () => {
  const stuck = await refusedRefund();
  const page = await deskOf({ role: 'auditor' }, caseOf(stuck));
  await page.getByText('A person is needed').waitFor();
  await page.getByText('Failed for good; no money moved').waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  expect(await page.getByText('Add evidence').count()).toBe(0);
});

describe('a difference between books', () => {
  it('is resolved with what was found out, which an auditor reads and does not write', async () => {
    await sql`insert into drift_cases (shop_id, channel, kind, subject, ours, theirs)
      values (${SHOP}, 'sandbox', 'AMOUNT', 'leg_of_desk', '{"amount": 100}', '{"amount": 90}')`.execute(
      pages.engine.db,
    );
    const page = await deskOf(SUPPORT, '/desk/drift');
    const row = page.getByRole('listitem').filter({ hasText: 'leg_of_desk' });
    await row.getByText('Amount, currency or payment differ').waitFor();
    expect(await row.getByRole('table').innerText()).toMatch(/amount\s+100\s+90/);
    await takePicture(page, 'desk-drift');
    const auditor = await deskOf({ role: 'auditor' }, '/desk/drift');
    await auditor.getByText('leg_of_desk').waitFor();
    expect(await auditor.getByText('Resolve', { exact: true }).count()).toBe(0);
    await row.getByText('Resolve', { exact: true }).click();
    expect(await problemsOf(page)).toEqual([]);
    await row.getByLabel('What you found out').fill('The provider kept a fee of its own.');
    await row.getByRole('button', { name: 'Resolve the case' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Resolved' }).click();
    await row.getByText('The provider kept a fee of its own.').waitFor();
    await row.getByText(/^Support ann found out at/).waitFor();
  });
});

it('links to views that the Temporal Web UI saves', async () => {
  const page = await deskOf(SUPPORT, '/desk/views');
  const href = await page.getByRole('link', { name: 'Rescind: needs a person' }).getAttribute('href');
  const url = new URL(href ?? '');
  expect(url.origin).toBe(UI);
  expect(url.pathname).toMatch(/^\/namespaces\/[^/]+\/workflows$/);
  expect(url.searchParams.get('savedQuery')).toBe('Rescind: needs a person');
  // The query is one that the real server takes, and it finds what waits.
  await refusedRefund();
  const queries = await page.getByRole('code').allInnerTexts();
  expect(queries).toContain(url.searchParams.get('query'));
  for (const query of queries) await pages.engine.client.workflow.count(query);
  expect((await pages.engine.client.workflow.count(url.searchParams.get('query') ?? '')).count).toBeGreaterThan(0);
  expect(await problemsOf(page)).toEqual([]);
});

it('shows a merchant’s hours and rules in plain words', async () => {
  const calendar = { timeZone: 'Europe/Berlin', weekly: { monday: [{ from: '09:00', to: '17:30' }] }, holidays: [] };
  const { body } = await pages.service.get('/v1/merchants/m_1').expect(200);
  const { version: _, ...policy } = (body as { policy: { version: number } }).policy;
  await pages.service
    .put('/v1/merchants/m_1')
    .send({ calendar, policy: { ...policy, businessHoursOnly: true } })
    .expect(200);
  const page = await deskOf(SUPPORT, '/desk/merchants');
  expect(await problemsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'm_1', exact: true }).click();
  await page.getByRole('row', { name: 'Monday 09:00–17:30' }).waitFor();
  await page.getByRole('row', { name: 'Sunday closed' }).waitFor();
  await page.getByRole('main').getByRole('listitem').nth(3).waitFor();
  await takePicture(page, 'desk-merchant');
  expect(await problemsOf(page)).toEqual([]);
});

it.each(['/desk', '/desk/drift', '/desk/views', '/desk/merchants', '/desk/merchants/m_quick', 'case'])(
  'keeps nobody out on a phone: %s',
  async (path) => {
    const at = path === 'case' ? caseOf(await refusedRefund()) : path;
    const page = await deskOf(SUPPORT, at, { screen: 'phone', locale: 'zh' });
    expect(await problemsOf(page)).toEqual([]);
    if (path === 'case') await takePicture(page, 'desk-case-zh', { wholePage: false });
  },
);

it('lets a person in anew once the session is over, at the same place', async () => {
  const page = await deskOf(SUPPORT, '/desk/drift');
  await page.getByRole('heading', { level: 1, name: 'Differences between books' }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Resolved' }).click();
  await page.waitForURL((url) => url.pathname === '/sign-in');
  expect(new URL(page.url()).searchParams.get('returnTo')).toBe('/desk/drift');
});
