import { startDueLoop, type DueLoop } from '../service/due-loop';
import type { Means } from '../service/sandbox';

const DUE = {
  name: 'payments-due',
  text: `SELECT id, payment, reference FROM payments.refunds
    WHERE state = 'pending' AND settles_at <= clock_timestamp() ORDER BY settles_at LIMIT 100`,
};
const SETTLE = { name: 'payments-settle', text: 'SELECT payments.settle($1, $2)' };
const NEXT = {
  name: 'payments-next-due',
  text: `SELECT ceil(extract(epoch FROM min(settles_at) - clock_timestamp()) * 1000)::int AS ms
    FROM payments.refunds WHERE state = 'pending'`,
};

interface DueRefund {
  readonly id: string;
  readonly payment: string;
  readonly reference: string;
}

/** Ends pending refunds when their time has come: succeeded, or failed where a `refuse` rule for `settle` says so. */
export function startSettlement({ pool, faults, onFault }: Means, onSettled: () => void): DueLoop {
  return startDueLoop({
    onFault,
    run: async (signal) => {
      const due = await pool.query<DueRefund>({ ...DUE });
      for (const { id, payment, reference } of due.rows) {
        if (signal.aborted) return undefined;
        const fault = faults.pick('settle', { payment, reference });
        await pool.query({
          ...SETTLE,
          values: [id, fault?.kind === 'refuse' ? (fault.code ?? 'returned_by_bank') : null],
        });
      }
      if (due.rows.length > 0) onSettled();
      const next = await pool.query<{ ms: number | null }>({ ...NEXT });
      return next.rows[0]?.ms ?? undefined;
    },
  });
}
