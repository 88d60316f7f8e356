import type { Page } from 'playwright-core';
import { type Browsing, startBrowser, type VisitWish } from '../support/browser';
import { arrivalsIn } from '../../src/console/merchant/arrivals';
import type { CaseItem } from '../../src/console/api/case';
import { waitFor } from '../support/wait-for';
import { askOf, merchantAtWork } from './merchant-at-work';
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

/** Counts tones and keeps what notifications say, from the page's first script on. */
const WATCH = `
  window.told = { tones: 0, notes: [], asked: 0 };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...given) { window.told.tones += 1; return start.apply(this, given); };
  const Shown = window.Notification;
  // A browser without windows shows none, and says that it may not: what it was asked to show counts.
  window.Notification = class {
    constructor(text, options) {
      window.told.notes.push(text + ' #' + options.tag);
      try { return new Shown(text, options); } catch { return new EventTarget(); }
    }
    static get permission() { return 'granted'; }
    static requestPermission() { window.told.asked += 1; return Shown.requestPermission(); }
  };`;

interface Told {
  readonly tones: number;
  readonly notes: readonly string[];
  readonly asked: number;
}

const toldOn = (page: Page) => page.evaluate<Told>('window.told');

/** A merchant whose browser lets pages notify, at its inbox with so many requests. */
async function watched(requests: number, wish: VisitWish = {}) {
  const atWork = await merchantAtWork({ pages, browsing }, { requests, ...wish });
  const { page } = atWork;
  await page.context().grantPermissions(['notifications'], { origin: pages.url });
  await page.addInitScript(WATCH);
  await page.reload();
  return atWork;
}

async function titled(page: Page, title: string): Promise<void> {
  await waitFor(`the title ${title}`, async () => ((await page.title()) === title ? title : undefined));
}

it('says in the window’s title how many wait, on each of its lists', async () => {
  const { page, merchantId } = await watched(2);
  await titled(page, '(2) Inbox · Rescind');
  await askOf(pages, merchantId);
  await titled(page, '(3) Inbox · Rescind');
  await page.getByRole('link', { name: 'Offers made' }).click();
  await page.getByText('No offer is open.').waitFor();
  await titled(page, '(3) Inbox · Rescind');
});

it('tells of a request that comes in while the page is open, and of none that was there', async () => {
  const { page, merchantId, asked } = await watched(1);
  await page.getByRole('link', { name: `Order ${asked[0]?.orderId}` }).waitFor();
  const { orderId } = await askOf(pages, merchantId);
  await page.getByRole('status').getByText(`A new request: order ${orderId}`, { exact: true }).waitFor();
  // Nobody has asked for sound or notification, nor has the browser asked whether it may.
  expect(await toldOn(page)).toEqual({ tones: 0, notes: [], asked: 0 });
  await page.reload();
  await page.getByRole('link', { name: `Order ${orderId}` }).waitFor();
  expect(await page.getByText(`A new request: order ${orderId}`).count()).toBe(0);
});

it('alerts by tone and notification once that was switched on, each request once, and keeps to it', async () => {
  const { page, merchantId, asked } = await watched(1, { screen: 'desktop' });
  await page.getByRole('button', { name: 'Alert me to new requests' }).click();
  await page.getByText('New requests are told by a tone, as you just heard, and a notification.').waitFor();
  expect(await toldOn(page)).toEqual({ tones: 1, notes: [], asked: 1 });
  const first = await askOf(pages, merchantId);
  await page.getByText(`A new request: order ${first.orderId}`).waitFor();
  const note = ({ orderId, cancellationId }: typeof first) => `A new request: order ${orderId} #${cancellationId}`;
  expect(await toldOn(page)).toEqual({ tones: 2, notes: [note(first)], asked: 1 });
  expect(await problemsOf(page)).toEqual([]);
  await takePicture(page, 'inbox-arrivals');

  await page.reload();
  await page.getByRole('button', { name: 'Stop alerting me' }).waitFor();
  await page.getByRole('link', { name: `Order ${asked[0]?.orderId}` }).waitFor();
  const second = await askOf(pages, merchantId);
  await page.getByText(`A new request: order ${second.orderId}`).waitFor();
  expect(await toldOn(page)).toEqual({ tones: 1, notes: [note(second)], asked: 0 });

  await page.getByRole('button', { name: 'Stop alerting me' }).click();
  const third = await askOf(pages, merchantId);
  await page.getByText(`A new request: order ${third.orderId}`).waitFor();
  expect(await toldOn(page)).toEqual({ tones: 1, notes: [note(second)], asked: 0 });
});

it('alerts while nobody sees the page, which is what an alert is for', async () => {
  const { page, merchantId } = await watched(0);
  await page.getByRole('button', { name: 'Alert me to new requests' }).click();
  await page.getByText('New requests are told by a tone').waitFor();
  await page.evaluate(`Object.defineProperty(document, 'hidden', { get: () => true });
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'))`);
  const { orderId } = await askOf(pages, merchantId);
  await waitFor('the notification', async () => {
    const { notes } = await toldOn(page);
    return notes.some((text) => text.includes(orderId)) ? notes : undefined;
  });
});

it('says so in Chinese, on a phone, and where the browser shows no notifications', async () => {
  const { page, merchantId } = await merchantAtWork({ pages, browsing }, { requests: 0, locale: 'zh' });
  await page.getByRole('button', { name: '有新申请时提醒我' }).click();
  await page.getByText('浏览器未允许本页面显示通知。').waitFor();
  const { orderId } = await askOf(pages, merchantId);
  await page.getByRole('status').getByText(`新申请：订单 ${orderId}`, { exact: true }).waitFor();
  await titled(page, '(1) 收件箱 · Rescind');
  expect(await problemsOf(page)).toEqual([]);
});

describe('what has arrived', () => {
  const item = (cancellationId: string, minute: number) =>
    ({ cancellationId, requestedAt: `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z` }) as CaseItem;

  it('is nothing of the first list, and then whatever is later and was never seen', () => {
    const first = arrivalsIn([item('a', 5)], undefined);
    expect(first.arrived).toEqual([]);
    const second = arrivalsIn([item('b', 6), item('a', 5)], first.known);
    expect(second.arrived).toEqual([item('b', 6)]);
    const back = arrivalsIn([item('a', 5), item('b', 6)], arrivalsIn([], second.known).known);
    expect(back.arrived).toEqual([]);
  });

  it('is not what was asked before and only moved up the list', () => {
    const first = arrivalsIn([item('b', 6)], undefined);
    expect(arrivalsIn([item('old', 1)], first.known).arrived).toEqual([]);
  });
});
