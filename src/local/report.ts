/** Where progress goes: whole lines, and a line that replaces itself while something long runs. */
export interface Report {
  line: (text: string) => void;
  /** Shows or replaces the running line; undefined ends it. */
  running: (text: string | undefined) => void;
}

const EVERY_MS = 15_000;

/** Reports to a stream: a terminal gets a line that is rewritten in place, anything else a line now and then. */
export function streamReport(stream: NodeJS.WriteStream): Report {
  let shown = 0;
  let lastAt = 0;
  const clear = () => {
    if (shown > 0) stream.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    line: (text) => {
      clear();
      stream.write(`${text}\n`);
    },
    running: (text) => {
      if (!stream.isTTY) {
        if (text === undefined || Date.now() - lastAt < EVERY_MS) return;
        lastAt = Date.now();
        stream.write(`${text}\n`);
        return;
      }
      clear();
      if (text === undefined) return;
      const fitting = text.slice(0, Math.max(20, stream.columns - 1));
      stream.write(fitting);
      shown = fitting.length;
    },
  };
}
