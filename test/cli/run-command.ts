import type { CancellationsDoor } from '../../src/cli/cancellations-door';
import type { Doors, ShopHint } from '../../src/cli/doors';
import type { DriftCase } from '../../src/sdk/drift-case';
import { runCli } from '../../src/cli/program';

/** What one command line wrote and how it ended. */
export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** What the shop was found by, once for each time that it was reached. */
  readonly hints: readonly ShopHint[];
  readonly closed: number;
}

/** Runs a command line against a door of the test's; what the door does not have is not to be called. */
export async function runCommand(
  args: readonly string[],
  door: Partial<CancellationsDoor> = {},
  {
    cases = [],
    env = {},
  }: { readonly cases?: readonly DriftCase[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const hints: ShopHint[] = [];
  let closed = 0;
  const exitCode = await runCli(args, {
    terminal: {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      progress: process.stderr,
      env,
    },
    openDoors: (hint) => {
      hints.push(hint);
      const close = () => {
        closed += 1;
        return Promise.resolve();
      };
      const doors: Partial<Doors> = {
        shopId: 'olist',
        cancellations: door as CancellationsDoor,
        drift: () => Promise.resolve(cases),
        resolveDrift: (caseId, note) => {
          const found = cases.find((one) => one.caseId === caseId);
          const resolution = { at: '2026-03-02T11:00:00.000Z', by: { id: 'cli', role: 'service' }, note };
          return Promise.resolve(
            found === undefined
              ? { outcome: 'refused', code: 'DRIFT_CASE_NOT_FOUND', detail: 'There is no such drift case.' }
              : { ...found, resolution },
          );
        },
        close,
      };
      return Promise.resolve(doors as Doors);
    },
  });
  return { exitCode, out: out.join('\n'), err: err.join('\n'), hints, closed };
}
