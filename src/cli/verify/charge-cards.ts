import Stripe from 'stripe';
import type { Environment } from '../../adapters/refund/open-channel';
import type { NewOrder, NewTender } from '../../ports/order-book';
import { CliError, EXIT } from '../exit-codes';
import { atOnce } from '../demo/at-once';

const AT_ONCE = 8;

/**
 * Makes the card payments of these orders at Stripe, in its test mode, so that there is something to refund. Safe to
 * repeat within Stripe's 24 hours: each charge has its own idempotency key.
 * @throws CliError USAGE with a key of live mode
 */
export async function chargeCards(orders: readonly NewOrder[], env: Environment): Promise<NewOrder[]> {
  const stripe = testModeOf(env);
  return atOnce(orders, AT_ONCE, async (order) => ({
    ...order,
    tenders: await Promise.all(
      order.tenders.map((tender) => (tender.channel === 'stripe' ? charged(stripe, tender) : Promise.resolve(tender))),
    ),
  }));
}

function testModeOf(env: Environment): Stripe {
  const key = env['RESCIND_STRIPE_SECRET_KEY'] ?? '';
  if (!/^[sr]k_test_/.test(key)) {
    throw new CliError(
      EXIT.USAGE,
      'Orders are verified with a test key of Stripe’s only (sk_test_…): unset RESCIND_STRIPE_SECRET_KEY',
    );
  }
  const url = new URL(env['RESCIND_STRIPE_URL'] ?? 'https://api.stripe.com');
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  return new Stripe(key, { host: url.hostname, protocol, ...(url.port !== '' && { port: url.port }) });
}

async function charged(stripe: Stripe, tender: NewTender): Promise<NewTender> {
  const captures = tender.captures.map(async (capture) => {
    const { id } = await stripe.charges.create(
      { amount: capture.amount, currency: tender.currency.toLowerCase(), source: 'tok_visa' },
      { idempotencyKey: `verify-${capture.captureId}` },
    );
    return { ...capture, captureId: id };
  });
  return { ...tender, captures: await Promise.all(captures) };
}
