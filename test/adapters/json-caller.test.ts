import { AdapterFault, type AdapterFaultCode } from '../../src/adapters/http/adapter-fault';
import { createJsonCaller } from '../../src/adapters/http/json-caller';
import { readPeerAnswer } from '../../src/adapters/http/peer-answer';
import { nobody, peerThatAnswers, saying } from './peer-that-answers';

const post = { method: 'POST', path: '/things?x=1', body: { a: 1 }, idempotencyKey: 'k' } as const;

test('a call carries method, path below the base, key and body, over one connection', async () => {
  const seen: unknown[] = [];
  const ports = new Set<number | undefined>();
  await using peer = await peerThatAnswers((request, response) => {
    ports.add(request.socket.remotePort);
    request.once('data', (body: Buffer) => {
      seen.push([request.method, request.url, request.headers['idempotency-key'], body.toString()]);
      saying(201, { done: true })(request, response);
    });
  });
  const call = createJsonCaller({ baseUrl: `${peer.baseUrl}/api/` });
  for (let nth = 0; nth < 5; nth += 1) {
    expect(await call(post)).toEqual({ kind: 'reply', status: 201, body: { done: true } });
  }
  expect(seen[0]).toEqual(['POST', '/api/things?x=1', 'k', '{"a":1}']);
  expect(ports.size).toBe(1);
});

test('where nobody listens, nothing was sent', async () => {
  expect(await createJsonCaller({ baseUrl: await nobody() })(post)).toEqual({
    kind: 'not_sent',
    code: 'NOT_CONNECTED',
  });
});

test('a call aborted before it begins is not sent, one aborted later may have arrived', async () => {
  const ending = new AbortController();
  await using peer = await peerThatAnswers(() => {
    ending.abort();
  });
  const call = createJsonCaller({ baseUrl: peer.baseUrl });
  expect(await call({ ...post, signal: AbortSignal.abort() })).toEqual({ kind: 'not_sent', code: 'ABORTED' });
  expect(await call({ ...post, signal: ending.signal })).toEqual({ kind: 'lost', code: 'ABORTED' });
});

test('a peer that never answers, or stops in the middle, or hangs up, leaves it open', async () => {
  await using silent = await peerThatAnswers(() => undefined);
  await using stopping = await peerThatAnswers((_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"a":');
  });
  await using hangingUp = await peerThatAnswers((request) => request.socket.destroy());
  const lost = (peer: { baseUrl: string }) => createJsonCaller({ baseUrl: peer.baseUrl, timeoutMs: 150 })(post);
  expect(await lost(silent)).toEqual({ kind: 'lost', code: 'TIMED_OUT' });
  expect(await lost(stopping)).toEqual({ kind: 'lost', code: 'TIMED_OUT' });
  expect(await createJsonCaller({ baseUrl: hangingUp.baseUrl })(post)).toEqual({
    kind: 'lost',
    code: 'CONNECTION_LOST',
  });
});

test('an answer without an end is given up', async () => {
  await using endless = await peerThatAnswers((_, response) => {
    response.on('drain', () => response.write(Buffer.alloc(64 * 1024)));
    response.write(Buffer.alloc(64 * 1024));
    response.write(Buffer.alloc(64 * 1024));
  });
  expect(await createJsonCaller({ baseUrl: endless.baseUrl })(post)).toEqual({ kind: 'lost', code: 'CONNECTION_LOST' });
});

test.each([
  ['retry-after-ms', '1500', 1_500],
  ['retry-after', '2', 2_000],
  ['retry-after', 'Fri, 01 Jan 2010 00:00:00 GMT', 0],
  ['retry-after', 'soon', undefined],
])('%s: %s is %p ms', async (name, value, expected) => {
  await using peer = await peerThatAnswers((_, response) => response.writeHead(429, { [name]: value }).end());
  const reply = await createJsonCaller({ baseUrl: peer.baseUrl })(post);
  expect(reply).toEqual({
    kind: 'reply',
    status: 429,
    body: undefined,
    ...(expected !== undefined && { retryAfterMs: expected }),
  });
});

describe('what a reply means', () => {
  const error = (code: string) => ({ error: { code } });
  const read = (status: number, body?: unknown) => readPeerAnswer({ kind: 'reply', status, body });

  test.each([
    [200, { a: 1 }, { kind: 'done', body: { a: 1 } }],
    [429, undefined, { kind: 'rate_limited' }],
    [500, error('whatever'), { kind: 'unclear', code: 'PEER_ERROR' }],
    [503, undefined, { kind: 'unclear', code: 'PEER_ERROR' }],
    [302, undefined, { kind: 'unclear', code: 'UNREADABLE_REFUSAL' }],
    [404, '<html>', { kind: 'unclear', code: 'UNREADABLE_REFUSAL' }],
    [422, { error: { code: 'a sentence, not a code' } }, { kind: 'unclear', code: 'UNREADABLE_REFUSAL' }],
    [422, error('too_much'), { kind: 'refused', status: 422, code: 'too_much' }],
  ])('%d with %j is %j', (status, body, expected) => {
    expect(read(status, body)).toEqual(expected);
  });

  test.each<[number, AdapterFaultCode]>([
    [401, 'PEER_REFUSED_CREDENTIALS'],
    [403, 'PEER_REFUSED_CREDENTIALS'],
    [400, 'PEER_REFUSED_REQUEST'],
    [413, 'PEER_REFUSED_REQUEST'],
  ])('%d is a fault of set-up', (status, code) => {
    expect(() => read(status, error('x'))).toThrow(new AdapterFault(code, status, 'x'));
  });

  test('a route that is not there is a fault of set-up', () => {
    expect(() => read(404, error('no_such_route'))).toThrow('PEER_REFUSED_REQUEST');
  });
});
