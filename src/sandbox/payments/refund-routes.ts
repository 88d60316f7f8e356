import { readAs } from '../service/bad-request';
import { ask } from '../service/database';
import { perform } from '../service/perform';
import { param, requireKey, type Route } from '../service/route';
import type { Means } from '../service/sandbox';
import { refundRequest, voidRequest } from './requests';

const REFUND = { name: 'payments-refund', text: 'SELECT * FROM payments.refund($1, $2, $3, $4, $5)' };
const VOID = { name: 'payments-void', text: 'SELECT * FROM payments.void($1, $2, $3)' };

export interface RefundRouteOptions extends Means {
  /** Methods whose refunds are pending first. */
  readonly slowMethods: readonly string[];
  /** How long they are pending, ms. */
  readonly settleAfterMs: number;
  /** A refund was accepted that settles later. */
  readonly onPending: () => void;
}

/** Refunds and voids: under an Idempotency-Key, and with whatever fault is set. */
export function refundRoutes({ pool, faults, ...options }: RefundRouteOptions): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/refunds',
      handle: (call) => {
        const key = requireKey(call);
        const request = readAs(refundRequest, call.body);
        return perform(faults, {
          operation: 'refund',
          subject: { payment: request.payment, reference: request.reference },
          refusalCode: 'declined',
          run: async (code) => {
            const values = [key, JSON.stringify(request), code, options.slowMethods, options.settleAfterMs];
            const answer = await ask(pool, REFUND, values);
            if (answer.status === 201 && answer.body.includes('"pending"')) options.onPending();
            return answer;
          },
        });
      },
    },
    {
      method: 'POST',
      path: '/payments/:id/void',
      handle: (call) => {
        const key = requireKey(call);
        const { reference } = readAs(voidRequest, call.body);
        const payment = param(call, 'id');
        return perform(faults, {
          operation: 'void',
          subject: { payment, reference },
          refusalCode: 'declined',
          run: (code) => ask(pool, VOID, [key, JSON.stringify({ void: payment, reference }), code]),
        });
      },
    },
  ];
}
