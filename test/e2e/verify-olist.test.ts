import { openDatabase } from '../../src/adapters/persistence/database';
import { openChannels } from '../../src/adapters/refund/open-channels';
import { renamed } from '../../src/cli/demo/rename';
import { chargeCards } from '../../src/cli/verify/charge-cards';
import { runVerify } from '../../src/cli/verify/run-verify';
import { isPaidSeveralWays, verifyOrders } from '../../src/cli/verify/verify-orders';
import { realOlistFolder } from '../adapters/import/olist/real-olist';
import { HMAC_KEY } from '../adapters/refund/adyen/adyen-messages';
import { API_KEY, MERCHANT_ACCOUNT } from '../adapters/refund/adyen/fake-adyen';
import { startStatefulStripe, TEST_KEY } from '../adapters/refund/stripe/stateful-stripe';
import { cloneRepository, startClone } from '../support/clone';
import { startFlakyProxy } from '../support/peers/flaky-proxy';
import { startAdyenThatTells } from './adyen-that-tells';

const ORDERS = 300;

describe('Many orders, paid through several channels, cancelled whole by the running engine', () => {
  it('come back to the cent, and every book agrees, whatever fails on the way', async () => {
    const folder = realOlistFolder();
    if (folder === undefined) process.stderr.write('  no Olist files: made-up orders are verified instead\n');
    using clone = cloneRepository();
    const stripe = await startStatefulStripe();
    const flaky = await startFlakyProxy(stripe.url, 7);
    const adyen = await startAdyenThatTells();
    const credentials = {
      RESCIND_STRIPE_SECRET_KEY: TEST_KEY,
      RESCIND_STRIPE_WEBHOOK_SECRET: 'whsec_of_these_tests_only',
      RESCIND_STRIPE_URL: flaky.url,
      RESCIND_ADYEN_API_KEY: API_KEY,
      RESCIND_ADYEN_MERCHANT_ACCOUNT: MERCHANT_ACCOUNT,
      RESCIND_ADYEN_HMAC_KEY: HMAC_KEY,
      RESCIND_ADYEN_URL: adyen.url,
    };
    const { runtime, child, ended } = await startClone(clone.path, credentials);
    adyen.tellTo(runtime.apiUrl);
    const db = openDatabase(runtime.databaseUrl, { max: 8 });
    try {
      const { channels } = openChannels(
        { ...credentials, RESCIND_STRIPE_URL: stripe.url, RESCIND_PAYMENTS_URL: runtime.sandboxes.payments },
        db,
      );
      const found = await verifyOrders({
        ...{ count: ORDERS, seed: 5, now: new Date(), cardChannels: ['stripe', 'adyen'] },
        ...(folder !== undefined && { folder }),
      });
      const charged = await chargeCards(
        found.map((order) => renamed(order, 'verify')),
        { ...credentials, RESCIND_STRIPE_URL: stripe.url },
      );
      const orders = charged.map(adyen.charged);
      if (folder !== undefined) expect(orders.filter(isPaidSeveralWays)).toHaveLength(ORDERS / 2);
      const options = { run: 'verify', orders, seed: 5, channels, onProgress: () => undefined };
      const report = await runVerify(db, runtime, options);
      expect(report.checks.flatMap(({ name, differences }) => differences.map((one) => ({ name, ...one })))).toEqual(
        [],
      );
      expect(report.checks.map(({ name }) => name)).toContain('The books of stripe equal ours');
      for (const tender of orders.flatMap(({ tenders }) => tenders.filter(({ channel }) => channel === 'adyen'))) {
        for (const { captureId, amount } of tender.captures) expect(adyen.refundedOf(captureId)).toEqual([amount]);
      }
      expect(Math.min(...Object.values(flaky.faults))).toBeGreaterThan(0);

      const again = await runVerify(db, runtime, options);
      expect({ ok: again.ok, played: again.figures.orders }).toEqual({ ok: true, played: 0 });
    } finally {
      process.kill(child.pid ?? 0, 'SIGTERM');
      await ended;
      await db.destroy();
      await adyen.stop();
      await flaky.stop();
      await stripe.stop();
    }
  }, 900_000);
});
