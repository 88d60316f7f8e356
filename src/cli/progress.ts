import { Presets, SingleBar } from 'cli-progress';

/** How far something has come. */
export interface Progress {
  readonly to: (done: number, note?: string) => void;
  readonly end: () => void;
}

const LINE_EVERY_MS = 3_000;

/** A bar on a terminal; elsewhere a line every few seconds, and one at the end. */
export function startProgress(what: string, total: number, stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(what, total, stream) : lines(what, total, stream);
}

function bar(what: string, total: number, stream: NodeJS.WriteStream): Progress {
  const shown = new SingleBar(
    { stream, format: `${what} [{bar}] {percentage}% | {value}/{total} | {duration_formatted} {note}` },
    Presets.legacy,
  );
  shown.start(total, 0, { note: '' });
  return {
    to: (done, note = '') => {
      shown.update(done, { note });
    },
    end: () => {
      shown.stop();
    },
  };
}

function lines(what: string, total: number, stream: NodeJS.WriteStream): Progress {
  const startedAt = Date.now();
  let lastAt = startedAt;
  let last = '';
  const write = () => {
    if (last !== '') stream.write(`${last}\n`);
    last = '';
    lastAt = Date.now();
  };
  return {
    to: (done, note = '') => {
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
      last = `${what}: ${done}/${total} after ${seconds} s ${note}`.trimEnd();
      if (Date.now() - lastAt >= LINE_EVERY_MS) write();
    },
    end: write,
  };
}
