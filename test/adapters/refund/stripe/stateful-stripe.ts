import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/**
 * stripe-stateful-mock enforces Stripe's rules for refunds and keys; it knows charges
 * only, and every refund succeeds at once.
 */
export interface StatefulStripe {
  readonly url: string;
  /** A charge of this many euro cents; its id. */
  readonly charge: (
    amount: number,
    options?: { readonly capture?: boolean; readonly token?: string },
  ) => Promise<string>;
  /** Refunds a charge in Stripe's own dashboard, so to say: without anything of ours. */
  readonly refund: (charge: string, amount: number) => Promise<void>;
  readonly refundsOf: (charge: string) => Promise<readonly number[]>;
  readonly stop: () => Promise<void>;
}

/** The mock takes any key that begins like this. */
export const TEST_KEY = 'sk_test_contract123';

const identified = z.object({ id: z.string() });
const listed = z.object({ data: z.array(z.object({ amount: z.int() })) });

const ofMock = createRequire(require.resolve('stripe-stateful-mock'));
/** It has no types. */
const { createExpressApp } = ofMock('./index') as { createExpressApp: () => RequestListener };
/** The mock's own logger, which writes every refusal to the console. */
const log = ofMock('loglevel') as { setLevel: (level: 'silent') => void };

/** Starts it on a free loopback port, within this process. */
export async function startStatefulStripe(): Promise<StatefulStripe> {
  log.setLevel('silent');
  const server = createServer(createExpressApp());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = async (path: string, form?: Record<string, string>): Promise<unknown> => {
    const response = await fetch(url + path, {
      headers: { authorization: `Bearer ${TEST_KEY}` },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  return {
    url,
    charge: async (amount, { capture = true, token = 'tok_visa' } = {}) => {
      const form = { amount: String(amount), currency: 'eur', source: token, capture: String(capture) };
      return identified.parse(await call('/v1/charges', form)).id;
    },
    refund: async (charge, amount) => {
      await call('/v1/refunds', { charge, amount: String(amount) });
    },
    refundsOf: async (charge) => {
      const { data } = listed.parse(await call(`/v1/refunds?charge=${charge}&limit=100`));
      return data.map(({ amount }) => amount);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
