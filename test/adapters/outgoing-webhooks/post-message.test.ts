import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createPostMessage, type PostOptions } from '../../../src/adapters/outgoing-webhooks/post-message';
import { peerThatAnswers } from '../../adapters/peer-that-answers';
import { CERTIFICATE, KEY } from './certificate';

const NEVER = new AbortController().signal;
const HERE = [{ address: '127.0.0.1', family: 4 }] as const;

function post(url: string, options: Partial<PostOptions> = {}, signal = NEVER) {
  const message = { url, headers: { 'webhook-id': 'dlv_1', 'content-type': 'application/json' }, body: '{"a":"é"}' };
  return createPostMessage({ allowLoopback: true, ...options })(message, signal);
}

it('posts the body and headers as they are, on a connection of its own', async () => {
  const seen: unknown[] = [];
  await using peer = await peerThatAnswers((request, response) => {
    void request.toArray().then((chunks) => {
      const { host: _host, ...headers } = request.headers;
      seen.push([request.method, request.url, headers, Buffer.concat(chunks as Buffer[]).toString()]);
      response.statusCode = 204;
      response.end();
    });
  });
  expect(await post(`${peer.baseUrl}/hook?a=1`)).toEqual({ outcome: 'answered', status: 204 });
  expect(seen).toEqual([
    [
      ...['POST', '/hook?a=1'],
      { 'webhook-id': 'dlv_1', 'content-type': 'application/json', 'content-length': '10', connection: 'close' },
      '{"a":"é"}',
    ],
  ]);
});

it('follows no redirect', async () => {
  let reached = 0;
  await using other = await peerThatAnswers((_request, response) => {
    reached += 1;
    response.end();
  });
  for (const status of [301, 302, 303, 307, 308]) {
    await using peer = await peerThatAnswers((_request, response) => {
      response.writeHead(status, { location: other.baseUrl }).end();
    });
    expect(await post(peer.baseUrl)).toEqual({ outcome: 'answered', status });
  }
  expect(reached).toBe(0);
});

it('connects to the very address that was checked, which is looked up once', async () => {
  await using peer = await peerThatAnswers((_request, response) => response.end());
  const { port } = new URL(peer.baseUrl);
  const answers = [HERE, [{ address: '10.0.0.1', family: 4 }]];
  let asked = 0;
  const resolve = () => Promise.resolve(answers[asked++] ?? []);
  expect(await post(`http://hooks.example.com:${port}/`, { resolve })).toEqual({ outcome: 'answered', status: 200 });
  expect(asked).toBe(1);
});

it('stops reading an answer at 64 kB, and keeps its status', async () => {
  let written = 0;
  let isClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (isClosed = resolve));
  const flood: RequestListener = (_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
    };
    response.on('drain', more).on('close', () => isClosed());
    more();
  };
  await using peer = await peerThatAnswers(flood);
  expect(await post(peer.baseUrl)).toEqual({ outcome: 'answered', status: 200 });
  await closed;
  expect(written).toBeLessThan(20_000_000);
});

it('gives up when the answer takes too long, at its head or in its body', async () => {
  await using silent = await peerThatAnswers(() => undefined);
  await using slow = await peerThatAnswers((_request, response) => void response.write('a'));
  for (const { baseUrl } of [silent, slow]) {
    expect(await post(baseUrl, { timeoutMs: 100 })).toEqual({ outcome: 'failed', code: 'TIMED_OUT' });
  }
  const never = () => new Promise<never>(() => undefined);
  const posted = await post('http://hooks.example.com/', { timeoutMs: 100, resolve: never });
  expect(posted).toEqual({ outcome: 'failed', code: 'TIMED_OUT' });
});

it('says when it was broken off', async () => {
  const ending = new AbortController();
  await using silent = await peerThatAnswers(() => ending.abort());
  expect(await post(silent.baseUrl, {}, ending.signal)).toEqual({ outcome: 'aborted' });
});

it('tells names that are not known, connections that break, and peers that speak no HTTP', async () => {
  const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
  expect(await post('http://hooks.example.com/', { resolve })).toMatchObject({ code: 'NAME_NOT_FOUND' });
  await using broken = await peerThatAnswers((request) => request.socket.destroy());
  expect(await post(broken.baseUrl)).toMatchObject({ code: 'CONNECTION_FAILED' });
  await using strange = await peerThatAnswers((request) => request.socket.end('SSH-2.0-x\r\n'));
  expect(await post(strange.baseUrl)).toMatchObject({ code: 'NOT_HTTP' });
});

describe('over TLS', () => {
  const server = createSecureServer({ key: KEY, cert: CERTIFICATE }, (_request, response) => response.end());
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const resolve = () => Promise.resolve(HERE);
  const at = (name: string) => `https://${name}:${(server.address() as AddressInfo).port}/`;

  it('the certificate is that of the name, not of the address', async () => {
    const posted = await post(at('hooks.example.com'), { resolve, ca: CERTIFICATE });
    expect(posted).toEqual({ outcome: 'answered', status: 200 });
  });

  it.each([
    ['another name', 'other.example.com', CERTIFICATE],
    ['an authority that is not trusted', 'hooks.example.com', undefined],
  ])('a certificate of %s is refused', async (_what, name, ca) => {
    const posted = await post(at(name), { resolve, ...(ca === undefined ? {} : { ca }) });
    expect(posted).toEqual({ outcome: 'failed', code: 'TLS_FAILED' });
  });
});

it('a server that is stopped answers nothing', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ outcome: 'failed', code: 'CONNECTION_FAILED' });
});
