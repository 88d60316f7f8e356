import { describeRefundChannel } from '../contract/refund-channel-contract';
import { camt } from './bank-files';
import { toDecimal } from '../../../../src/adapters/refund/sepa/decimal';
import { idOf, openPaymentDesk, SHOP } from './payment-desk';

let payments = 0;

// Our own queue is the peer: nothing is called, so nothing of a network can go wrong.
describeRefundChannel(
  'SEPA',
  async () => {
    const desk = await openPaymentDesk();
    const { destinationId } = await desk.leg();
    return {
      channel: desk.channel,
      currency: 'EUR',
      pay: (amount) => {
        payments += 1;
        const payout = { shopId: SHOP, kind: 'payout', orderId: 'o_paid', destinationId } as const;
        return Promise.resolve({ sourceId: `cap_${payments}`, sourceAmount: amount, ...payout });
      },
      refundedAt: async (sourceId) => {
        const rows = await desk.db
          .selectFrom('bank_transfers')
          .select('amount')
          .where('source_id', '=', sourceId)
          .execute();
        return rows.map(({ amount }) => amount);
      },
      faults: [],
      inject: () => Promise.reject(new Error('No fault can be made')),
      settle: async (leg) => {
        const closed = await desk.batches.close({ shopId: SHOP, actorId: 'anna' });
        if (closed.outcome === 'refused') throw new Error(closed.code);
        await desk.desk.release({ shopId: SHOP, batchId: closed.batchId, actorId: 'ben' });
        await desk.read(camt([{ id: idOf(leg), amount: toDecimal(leg.amount) }]));
      },
      stop: desk.close,
    };
  },
  [
    ...(['lostAnswer', 'resetBeforeSending', 'rateLimited', 'serverError', 'garbage', 'hugeAnswer'] as const),
    ...(['wrongContentType', 'void', 'webhook', 'webhookTime', 'webhookAccount'] as const),
  ],
);
