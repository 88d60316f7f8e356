import type { IncomingMessage } from 'node:http';
import { BadRequest } from './bad-request';

/**
 * Reads a JSON body; undefined where there is none.
 * @throws BadRequest `body_too_large` above `maxBytes`, `not_json`, `malformed_json`
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BadRequest(413, 'body_too_large', { maxBytes });
    chunks.push(chunk);
  }
  if (bytes === 0) return undefined;
  if (!request.headers['content-type']?.startsWith('application/json')) throw new BadRequest(415, 'not_json');
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadRequest(400, 'malformed_json');
  }
}
