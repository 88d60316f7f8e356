import type { CancellationsDoor } from '../../src/cli/cancellations-door';
import type { ShopHint } from '../../src/cli/doors';
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
  env: Readonly<Record<string, string>> = {},
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
      return Promise.resolve({ shopId: 'olist', cancellations: door as CancellationsDoor, close });
    },
  });
  return { exitCode, out: out.join('\n'), err: err.join('\n'), hints, closed };
}
