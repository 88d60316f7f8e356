import type { Page } from 'playwright-core';
import { type Browsing, startBrowser, type VisitWish } from '../support/browser';
import { switchFault } from '../support/engine-faults';
import { reaches } from './merchant-at-work';
import { type OpenPages, openPages, SHOP } from './open-pages';
import { problemsOf } from './page-problems';
import { takePicture } from './take-picture';

const IBAN = 'DE89 3704 0044 0532 0130 00';

let pages: OpenPages;
let browsing: Browsing;

beforeAll(async () => {
  [pages, browsing] = await Promise.all([openPages(), startBrowser()]);
  await pages.putMerchant('m_quick', { approvalNeeded: false });
}, 120_000);

afterEach(() => browsing.endVisits());

afterAll(async () => {
  await browsing.close();
  await pages.stop();
});

/** A case whose refund the provider has refused for good, open on the desk. */
async function refusedRefund(wish: VisitWish = { screen: 'desktop' }) {
  const lines = [{ lineId: 'chair', title: 'Folding chair', quantity: 1, unitPrice: 12_000, merchantId: 'm_quick' }];
  const orderId = await pages.putOrder({ lines });
  const match = { payment: `pay_${orderId}_1` };
  await switchFault(pages.engine.peers.payments, { operation: 'refund', kind: 'refuse', match });
  const cancellationId = await pages.request(orderId);
  await reaches(pages, cancellationId, ['NEEDS_HUMAN']);
  const page = await browsing.visit(pages.url, wish);
  await pages.signIn(page, { role: 'support', id: 'ann' }, `/desk/c/${cancellationId}`);
  return { page, orderId, cancellationId };
}

/** Everything that the page's inputs hold now. */
const INPUTS = `[...document.querySelectorAll('input')].map(({ value }) => value).join(' ')`;

async function fillBankAccount(page: Page, iban: string): Promise<void> {
  await page.getByLabel('Whose account it is').fill('Ada Lovelace');
  await page.getByLabel('IBAN').fill(iban);
}

describe('another way for money', () => {
  it('is recorded on the desk, and only its last four characters are ever seen again', async () => {
    const { page, orderId } = await refusedRefund();
    await page.getByText('Nothing is recorded yet.').waitFor();
    await page.getByText('Record a destination').click();
    expect(await page.getByLabel('IBAN').getAttribute('autocomplete')).toBe('off');
    expect(await problemsOf(page)).toEqual([]);
    await fillBankAccount(page, 'DE89 3704 0044 0532 0130 01');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('This is not right. Ask the customer again').waitFor();
    expect(await page.getByLabel('IBAN').getAttribute('aria-invalid')).toBe('true');
    // What was refused can be put right.
    await page.getByLabel('IBAN').fill(IBAN);
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('Bank account …3000', { exact: true }).waitFor();
    await page.getByText('Record a destination').click();
    expect(await page.evaluate(INPUTS)).not.toMatch(/3704|Ada/);
    expect(await page.content()).not.toContain('3704');
    await page.getByText('Record a destination').click();
    await page.setViewportSize({ width: 1024, height: 640 });
    await page.getByRole('button', { name: 'Forget: Bank account …3000' }).scrollIntoViewIfNeeded();
    await takePicture(page, 'desk-destinations', { wholePage: false });
    expect(await problemsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ask for another way to pay' }).click();
    await page.getByRole('dialog').getByLabel('Destination').selectOption('Bank account …3000');
    await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();
    const { body } = await pages.service.get(`/v1/orders/${orderId}/payout-destinations`).expect(200);
    expect(body).toMatchObject({ items: [{ kind: 'BANK_ACCOUNT', hint: '3000' }] });
  });

  it('stays typed while the network is away, and is sent once', async () => {
    const { page, orderId } = await refusedRefund();
    await page.getByText('Record a destination').click();
    await fillBankAccount(page, IBAN);
    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') keys.push(request.headers()['idempotency-key']);
    });
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('No connection. Nothing was lost').waitFor();
    expect(await page.getByLabel('IBAN').inputValue()).toBe(IBAN);
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('Bank account …3000', { exact: true }).waitFor();
    expect(keys).toEqual([expect.any(String), keys[0]]);
    const { body } = await pages.service.get(`/v1/orders/${orderId}/payout-destinations`).expect(200);
    expect((body as { items: unknown[] }).items).toHaveLength(1);
  });

  it('is forgotten, once that was asked for twice', async () => {
    const { page, orderId } = await refusedRefund();
    await pages.service
      .post(`/v1/orders/${orderId}/payout-destinations`)
      .send({ kind: 'BANK_ACCOUNT', iban: IBAN, name: 'Ada Lovelace' })
      .expect(201);
    await page.reload();
    await page.getByRole('button', { name: 'Forget: Bank account …3000' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forget: Bank account …3000' });
    await dialog.getByText('can’t be paid to any more').waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Forget', exact: true }).click();
    await page.getByText('Nothing is recorded yet.').waitFor();
    const { body } = await pages.service.get(`/v1/orders/${orderId}/payout-destinations`).expect(200);
    expect(body).toMatchObject({ items: [{ hint: '3000', erasedAt: expect.any(String) as unknown }] });
  });

  it('is recorded in Chinese on a phone, as store credit', async () => {
    const { page, orderId } = await refusedRefund({ locale: 'zh' });
    const balanceId = `sc_${orderId}`;
    const balance = { kind: 'STORE_CREDIT', currency: 'EUR', movements: [] };
    await pages.service.put(`/v1/balances/${balanceId}`).send(balance).expect(200);
    await page.getByText('登记收款方').click();
    await page.getByLabel('收款方式').selectOption('储值余额');
    expect(await problemsOf(page)).toEqual([]);
    await page.getByLabel('店铺的余额编号').fill(balanceId);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText(`储值余额 …${balanceId.slice(-4)}`, { exact: true }).waitFor();
  });

  it('is not even asked for in an auditor’s name', async () => {
    const { cancellationId } = await refusedRefund();
    const page = await browsing.visit(pages.url, { screen: 'desktop' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await pages.signIn(page, { role: 'auditor' }, `/desk/c/${cancellationId}`);
    await page.getByText('A person is needed').waitFor();
    expect(asked.filter((path) => path.endsWith('/timeline'))).not.toEqual([]);
    expect(asked.filter((path) => path.endsWith('/payout-destinations'))).toEqual([]);
  });
});

it('names levers in a case’s explanation as their buttons do', async () => {
  const { page } = await refusedRefund();
  await page.getByText('Lever “Send the refund again” for a new try to the same payment').waitFor();
  expect(await page.getByRole('main').innerText()).not.toMatch(/retryRefund|recordManualRefund|chooseAlternateRoute/);
  const zh = await refusedRefund({ locale: 'zh' });
  await zh.page.getByText('用 “重新发起退款” 向原支付重试').waitFor();
});

it('leads from the count of late refunds to a list of just these', async () => {
  const [late, other] = [await refusedRefund(), await refusedRefund()];
  await pages.engine.db
    .updateTable('refund_legs')
    .set({ state: 'PENDING', late_since: new Date() })
    .where('shop_id', '=', SHOP)
    .where('order_id', '=', late.orderId)
    .execute();
  const { page } = other;
  await page.goto('/desk');
  await page.getByRole('link', { name: '1 with late refunds' }).click();
  await page.getByRole('link', { name: `Order ${late.orderId}` }).waitFor();
  expect(new URL(page.url()).search).toBe('?queue=late');
  expect(await page.getByRole('link', { name: 'Refunds late', exact: true }).getAttribute('aria-current')).toBe('page');
  expect(await page.getByRole('link', { name: `Order ${other.orderId}` }).count()).toBe(0);
  expect(await problemsOf(page)).toEqual([]);
});
