/** Where a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Where progress goes; a bar only where somebody looks. */
  readonly progress: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

/** The process's own streams. */
export const PROCESS_TERMINAL: Terminal = {
  out: (text) => {
    process.stdout.write(`${text}\n`);
  },
  err: (text) => {
    process.stderr.write(`${text}\n`);
  },
  progress: process.stderr,
  env: process.env,
};

/** Writes one JSON document, or the lines for people. */
export function show(terminal: Terminal, json: boolean, result: { data: unknown; lines: readonly string[] }): void {
  if (json) terminal.out(JSON.stringify(result.data, null, 2));
  else for (const line of result.lines) terminal.out(line);
}
