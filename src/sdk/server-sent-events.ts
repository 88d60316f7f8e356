/**
 * One event of a stream, as the HTML standard reads it. An id without data is no
 * event, but moves the place to go on from.
 */
export interface ServerSentEvent {
  readonly event: string;
  readonly id: string;
  /** Undefined: only the place has moved. */
  readonly data: string | undefined;
}

/** Reads the events of a stream until it ends. Throws what reading it throws. */
export async function* serverSentEvents(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  let id = '';
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const read = readBlock(block, id);
      id = read.id;
      yield read;
    }
  }
}

function readBlock(block: string, before: string): ServerSentEvent {
  let [event, id] = ['message', before];
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const at = line.indexOf(':');
    // A line that begins with a colon is a comment.
    const [name, value] = [line.slice(0, Math.max(0, at)), line.slice(at + 1).replace(/^ /, '')];
    if (name === 'event') event = value;
    if (name === 'id') id = value;
    if (name === 'data') data.push(value);
  }
  return { event, id, data: data.length === 0 ? undefined : data.join('\n') };
}
