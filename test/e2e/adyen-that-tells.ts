import { setTimeout as pause } from 'node:timers/promises';
import type { NewOrder } from '../../src/ports/order-book';
import { item, message } from '../adapters/refund/adyen/adyen-messages';
import { startFakeAdyen } from '../adapters/refund/adyen/fake-adyen';

const OFTEN_MS = 100;

/**
 * An Adyen that has these orders' payments, and tells the API what became of each refund, as
 * Adyen does: late, and some of it twice.
 */
export async function startAdyenThatTells() {
  const adyen = await startFakeAdyen();
  let told = 0;
  let stopped = false;
  let telling: Promise<void> = Promise.resolve();
  return {
    ...adyen,
    charged: (order: NewOrder): NewOrder => ({
      ...order,
      tenders: order.tenders.map((tender) =>
        tender.channel === 'adyen'
          ? {
              ...tender,
              captures: tender.captures.map((capture) => ({
                ...capture,
                captureId: adyen.pay(capture.amount, tender.currency),
              })),
            }
          : tender,
      ),
    }),
    tellTo: (apiUrl: string): void => {
      telling = (async () => {
        while (!stopped) {
          const untold = adyen.modifications.slice(told);
          for (const one of untold) {
            await tell(apiUrl, one);
            if (told % 5 === 0) await tell(apiUrl, one);
            told += 1;
          }
          await pause(OFTEN_MS);
        }
      })();
    },
    refundedOf: (psp: string): number[] =>
      adyen.modifications
        .filter(
          ({ kind, paymentPspReference, succeeds }) => kind === 'refunds' && succeeds && paymentPspReference === psp,
        )
        .map(({ value }) => value),
    stop: async () => {
      stopped = true;
      await telling;
      await adyen.stop();
    },
  };

  async function tell(apiUrl: string, one: (typeof adyen.modifications)[number]): Promise<void> {
    const { body, headers } = message([
      item({
        pspReference: one.pspReference,
        originalReference: one.paymentPspReference,
        merchantReference: one.reference,
        amount: { value: one.value, currency: one.currency },
        eventCode: one.kind === 'refunds' ? 'REFUND' : 'CANCELLATION',
        success: String(one.succeeds),
      }),
    ]);
    const response = await fetch(`${apiUrl}/v1/webhooks/refunds/adyen`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new Uint8Array(body),
    });
    if (!response.ok || (await response.text()) !== '[accepted]') throw new Error(`Adyen hears ${response.status}`);
  }
}
