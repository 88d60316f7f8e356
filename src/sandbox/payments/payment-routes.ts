import type { Pool } from 'pg';
import { readAs } from '../service/bad-request';
import { ask } from '../service/database';
import { readPage } from '../service/page';
import { BATCH_BYTES, type Route } from '../service/route';
import { batchRequest, paymentRequest } from './requests';

const SEED = { name: 'payments-seed', text: 'SELECT * FROM payments.seed($1)' };
const BOOKS = { name: 'payments-books', text: 'SELECT * FROM payments.books($1, $2)' };

/** Seeding payments, and the books. */
export function paymentRoutes(pool: Pool): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/payments',
      handle: ({ body }) => ask(pool, SEED, [JSON.stringify([readAs(paymentRequest, body)])]),
    },
    {
      method: 'POST',
      path: '/payments/batch',
      maxBytes: BATCH_BYTES,
      handle: ({ body }) => ask(pool, SEED, [JSON.stringify(readAs(batchRequest, body).payments)]),
    },
    {
      method: 'GET',
      path: '/books',
      handle: (call) => {
        const { after, limit } = readPage(call);
        return ask(pool, BOOKS, [after, limit]);
      },
    },
  ];
}
