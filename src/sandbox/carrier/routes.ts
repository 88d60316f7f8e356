import { BadRequest, readAs } from '../service/bad-request';
import { ask } from '../service/database';
import { readPage } from '../service/page';
import { perform } from '../service/perform';
import { BATCH_BYTES, requireKey, type Route } from '../service/route';
import type { Means } from '../service/sandbox';
import { batchRequest, interceptionRequest, parcelRequest } from './requests';

const SEED = { name: 'carrier-seed', text: 'SELECT * FROM carrier.seed($1)' };
const INTERCEPT = { name: 'carrier-intercept', text: 'SELECT * FROM carrier.intercept($1, $2, $3)' };
const FIND = { name: 'carrier-find', text: 'SELECT * FROM carrier.find($1)' };
const BOOKS = { name: 'carrier-books', text: 'SELECT * FROM carrier.books($1, $2)' };

/** Everything that the carrier is asked. */
export function carrierRoutes({ pool, faults }: Means): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/parcels',
      handle: ({ body }) => ask(pool, SEED, [JSON.stringify([readAs(parcelRequest, body)])]),
    },
    {
      method: 'POST',
      path: '/parcels/batch',
      maxBytes: BATCH_BYTES,
      handle: ({ body }) => ask(pool, SEED, [JSON.stringify(readAs(batchRequest, body).parcels)]),
    },
    {
      method: 'POST',
      path: '/interceptions',
      handle: (call) => {
        const key = requireKey(call);
        const request = readAs(interceptionRequest, call.body);
        return perform(faults, {
          operation: 'intercept',
          subject: { trackingRef: request.trackingRef, key },
          refusalCode: 'already_out',
          run: (code) => ask(pool, INTERCEPT, [key, JSON.stringify(request), code]),
        });
      },
    },
    {
      method: 'GET',
      path: '/interceptions',
      handle: (call) => {
        const key = call.query.get('key');
        if (!key) throw new BadRequest(400, 'key_required');
        const run = () => ask(pool, FIND, [key]);
        return perform(faults, { operation: 'query', subject: { key }, refusalCode: 'already_out', run });
      },
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
