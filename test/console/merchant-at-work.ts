import type { Page } from 'playwright-core';
import type { Policy } from '../../src/domain/policy';
import type { Browsing, VisitWish } from '../support/browser';
import { waitFor } from '../support/wait-for';
import type { OpenPages } from './open-pages';

/** A request that waits for a merchant. */
export interface Asked {
  readonly orderId: string;
  readonly cancellationId: string;
}

export interface MerchantAtWork {
  readonly page: Page;
  readonly merchantId: string;
  /** In the order in which they were asked. */
  readonly asked: readonly Asked[];
}

/** States of a cancellation that was approved and goes on. */
export const GOING = ['REFUNDING', 'CLOSED', 'SETTLED'];

interface Wish extends VisitWish {
  readonly requests: number;
  readonly policy?: Partial<Policy>;
}

let merchants = 0;

/** A merchant of the test's own, signed in at its inbox, with so many requests that wait for it. */
export async function merchantAtWork(
  { pages, browsing }: { readonly pages: OpenPages; readonly browsing: Browsing },
  { requests, policy = {}, ...visit }: Wish,
): Promise<MerchantAtWork> {
  merchants += 1;
  const merchantId = `m_inbox_${merchants}`;
  await pages.putMerchant(merchantId, policy);
  const asked: Asked[] = [];
  for (let index = 0; index < requests; index += 1) asked.push(await askOf(pages, merchantId));
  const page = await browsing.visit(pages.url, visit);
  await pages.signIn(page, { role: 'merchant', merchantId, id: `u_${merchantId}` });
  return { page, merchantId, asked };
}

/** A customer asks to cancel an order of a lamp, 89.00, and three bulbs of 4.50 each; 107.50 with shipping. */
export async function askOf(pages: OpenPages, merchantId: string): Promise<Asked> {
  const lines = [
    { lineId: 'lamp', title: 'Reading lamp, brass', quantity: 1, unitPrice: 8_900, merchantId },
    { lineId: 'bulbs', title: 'Light bulb E27 灯泡', quantity: 3, unitPrice: 450, merchantId },
  ];
  const orderId = await pages.putOrder({ lines });
  return { orderId, cancellationId: await pages.request(orderId) };
}

/** Waits until it is in one of these states. */
export async function reaches(
  { service }: Pick<OpenPages, 'service'>,
  cancellationId: string,
  states: readonly string[],
): Promise<void> {
  await waitFor(`${cancellationId} to be ${states.join(' or ')}`, async () => {
    const { body } = await service.get(`/v1/cancellations/${cancellationId}`).expect(200);
    const { state } = body as { state: string };
    return states.includes(state) ? state : undefined;
  });
}

/** What has the focus, as text. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.innerText');
}
