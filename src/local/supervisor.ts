import path from 'node:path';
import { type ChildProgram, type Launch, STOP_ORDER, createLauncher, describeEnd, killGroup } from './child-process';
import { claimRun, recordChild, releaseRun } from './run-record';
import { StopWaiting } from './wait-until';

/** Keeps the children of one run together: starts, records, watches and stops them. */
export interface Supervisor {
  /** Names of processes that a killed earlier run had left and that were ended. */
  readonly swept: readonly string[];
  readonly launch: Launch;
  /** Settles with a message when a child ends that nobody asked to. */
  readonly failure: Promise<string>;
  /** Stops all children, worker first and database last; patience is each program's own. Safe to call twice. */
  readonly stopAll: (onStopped?: (name: string, how: 'stopped' | 'killed') => void) => Promise<void>;
  /** Last resort when this process itself must go at once. */
  readonly killAll: () => void;
}

interface Watched {
  stage: (typeof STOP_ORDER)[number];
  program: ChildProgram;
}

/**
 * Claims a state folder (logs go to `logs` in it) and supervises what is started from there.
 * @throws {LocalSetupError} ALREADY_RUNNING
 */
export async function supervise(stateFolder: string): Promise<Supervisor> {
  const swept = await claimRun(stateFolder);
  const start = createLauncher(path.join(stateFolder, 'logs'));
  const children: Watched[] = [];
  let stopping: Promise<void> | undefined;
  let fail: (message: string) => void = () => undefined;
  const failure = new Promise<string>((resolve) => {
    fail = resolve;
  });

  const launch: Launch = (spec) => {
    if (stopping !== undefined) throw new StopWaiting(`${spec.name} is not started any more: stopping`);
    const program = start(spec);
    const { name, stage, stopSignal, patienceMs } = spec;
    children.push({ stage, program });
    recordChild(stateFolder, { name, stage, stopSignal, patienceMs, pid: program.pid });
    void program.ended.then((end) => {
      if (stopping === undefined) fail(describeEnd(name, end, program.log));
    });
    return program;
  };

  const stopInOrder: Supervisor['stopAll'] = async (onStopped) => {
    for (const stage of STOP_ORDER) {
      const now = children.filter((child) => child.stage === stage && !child.program.hasEnded());
      await Promise.all(
        now.map(async ({ program }) => {
          const how = await program.stop();
          onStopped?.(program.name, how);
        }),
      );
    }
    releaseRun(stateFolder);
  };

  return {
    swept,
    launch,
    failure,
    stopAll: (onStopped) => (stopping ??= stopInOrder(onStopped)),
    killAll: () => {
      for (const { program } of children) if (!program.hasEnded()) killGroup(program.pid);
    },
  };
}
