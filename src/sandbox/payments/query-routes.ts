import { z } from 'zod';
import { BadRequest, readAs } from '../service/bad-request';
import { ask } from '../service/database';
import { readPage } from '../service/page';
import { perform } from '../service/perform';
import { param, type Route } from '../service/route';
import type { Means } from '../service/sandbox';
import type { Subject } from '../service/fault-rules';

const BY_REFERENCE = {
  name: 'payments-refunds-by-reference',
  text: `SELECT 200 AS status, json_build_object(
      'refunds', coalesce(json_agg(payments.shown(r)::json ORDER BY r.created_at), '[]'))::text AS body
    FROM payments.refunds r WHERE r.reference = $1`,
};
const BY_ID = {
  name: 'payments-refund-by-id',
  text: `SELECT coalesce(max(200), 404) AS status,
      coalesce(max(payments.shown(r)), payments.refusal('refund_unknown')) AS body
    FROM payments.refunds r WHERE r.id = $1`,
};
const PAYMENT = { name: 'payments-payment', text: 'SELECT * FROM payments.find($1)' };

const PAGE = {
  name: 'payments-refunds-page',
  text: `WITH page AS (
      SELECT * FROM payments.refunds r
      WHERE r.created_at >= $1 AND r.created_at < $2 AND r.id > $3 ORDER BY r.id LIMIT $4)
    SELECT 200 AS status, json_build_object(
      'refunds', coalesce(json_agg(payments.shown(r)::jsonb || jsonb_build_object('createdAt', r.created_at) ORDER BY r.id), '[]'),
      'next', CASE WHEN count(*) = $4 THEN max(r.id) END)::text AS body
    FROM page p JOIN payments.refunds r USING (id)`,
};
const period = z.object({ from: z.coerce.date(), to: z.coerce.date() });

/** What became of refunds and payments. */
export function queryRoutes({ pool, faults }: Means): readonly Route[] {
  const query = (subject: Subject, statement: typeof PAYMENT) => {
    const values = Object.values(subject);
    return perform(faults, {
      operation: 'query',
      subject,
      refusalCode: 'declined',
      run: () => ask(pool, statement, values),
    });
  };
  return [
    {
      method: 'GET',
      path: '/refunds',
      handle: (call) => {
        const reference = call.query.get('reference');
        if (reference) return query({ reference }, BY_REFERENCE);
        if (!call.query.has('from')) throw new BadRequest(400, 'reference_required');
        const { from, to } = readAs(period, Object.fromEntries(call.query));
        const { after, limit } = readPage(call);
        return ask(pool, PAGE, [from, to, after, limit]);
      },
    },
    { method: 'GET', path: '/refunds/:id', handle: (call) => query({ refund: param(call, 'id') }, BY_ID) },
    { method: 'GET', path: '/payments/:id', handle: (call) => query({ payment: param(call, 'id') }, PAYMENT) },
  ];
}
