import type { Call } from '../start-api';

interface Raw {
  text?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  setEncoding: (encoding: 'utf8') => void;
  on: (event: 'data' | 'end' | 'close', listener: (chunk: string) => void) => void;
  destroy: () => void;
}

interface Parsing {
  readonly buffer: (yes: true) => Parsing;
  readonly parse: (parser: (raw: Raw, done: (error: null, body: unknown) => void) => void) => Call;
}

/** Reads no more of a stream than its beginning, since it has no end; what is no stream is read whole. */
export function firstOfStream(call: Call): Call {
  return (call as unknown as Parsing).buffer(true).parse((raw, done) => {
    const isStream = raw.headers['content-type']?.startsWith('text/event-stream') ?? false;
    let [text, isOver] = ['', false];
    const finish = (): void => {
      if (isOver) return;
      isOver = true;
      raw.text = text;
      done(null, isStream ? {} : (JSON.parse(text) as unknown));
      if (isStream) raw.destroy();
    };
    raw.setEncoding('utf8');
    raw.on('data', (chunk) => {
      text += chunk;
      if (isStream && /^id: \d+$/m.test(text)) finish();
    });
    raw.on('end', finish);
    raw.on('close', finish);
  });
}
