import { readAs } from '../service/bad-request';
import { ask } from '../service/database';
import { readPage } from '../service/page';
import { perform } from '../service/perform';
import { BATCH_BYTES, param, requireKey, type Route } from '../service/route';
import type { Means } from '../service/sandbox';
import { actRequests, batchRequest, orderRequest } from './requests';

const SEED = { name: 'shop-seed', text: 'SELECT * FROM shop.seed($1)' };
const ACT = { name: 'shop-act', text: 'SELECT * FROM shop.act($1, $2, $3, $4)' };
const BOOKS = { name: 'shop-books', text: 'SELECT * FROM shop.books($1, $2)' };

/** Everything that the shop is asked. */
export function shopRoutes(means: Means): readonly Route[] {
  const { pool } = means;
  return [
    {
      method: 'POST',
      path: '/orders',
      handle: ({ body }) => ask(pool, SEED, [JSON.stringify([readAs(orderRequest, body)])]),
    },
    {
      method: 'POST',
      path: '/orders/batch',
      maxBytes: BATCH_BYTES,
      handle: ({ body }) => ask(pool, SEED, [JSON.stringify(readAs(batchRequest, body).orders)]),
    },
    actRoute(means, 'hold'),
    actRoute(means, 'release'),
    actRoute(means, 'close'),
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

function actRoute({ pool, faults }: Means, act: keyof typeof actRequests): Route {
  return {
    method: 'POST',
    path: `/orders/:id/${act}`,
    handle: (call) => {
      const key = requireKey(call);
      const orderId = param(call, 'id');
      const request = JSON.stringify({ orderId, ...readAs<object>(actRequests[act], call.body) });
      return perform(faults, {
        operation: act,
        subject: { orderId },
        refusalCode: 'ORDER_LOCKED',
        run: (code) => ask(pool, ACT, [act, key, request, code]),
      });
    },
  };
}
