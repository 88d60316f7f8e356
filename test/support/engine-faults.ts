import type { Fault } from '../../src/sandbox/service/fault';
import type { Sandbox } from '../../src/sandbox/service/sandbox';

type FaultWanted = Pick<Fault, 'operation' | 'kind' | 'match'> &
  Partial<Pick<Fault, 'times' | 'rate' | 'ms' | 'code' | 'retryAfterMs'>>;

async function put(sandbox: Sandbox, fault: FaultWanted): Promise<void> {
  const response = await fetch(`${sandbox.url}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!response.ok) throw new Error(`PUT /faults: ${response.status} ${await response.text()}`);
}

/** A fault that was switched on. */
export interface SwitchedFault {
  readonly lift: () => Promise<void>;
  /** How many calls it has met so far: those that it holds up count from their beginning. */
  readonly fired: () => Promise<number>;
}

/** Lets one sandbox fail for one subject, so that scenarios side by side do not meet it. */
export async function switchFault(sandbox: Sandbox, fault: FaultWanted): Promise<SwitchedFault> {
  await put(sandbox, fault);
  return {
    // The same rule again, which none of its calls meets.
    lift: () => put(sandbox, { ...fault, rate: 0 }),
    fired: async () => {
      const { faults } = (await (await fetch(`${sandbox.url}/faults`)).json()) as {
        faults: (Fault & { fired: number })[];
      };
      const own = faults.filter(
        ({ operation, kind, match }) =>
          operation === fault.operation && kind === fault.kind && JSON.stringify(match) === JSON.stringify(fault.match),
      );
      return own.reduce((sum, { fired }) => sum + fired, 0);
    },
  };
}
