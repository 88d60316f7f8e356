import { createServer, type AddressInfo, type Socket } from 'node:net';
import { isAllowedAddress } from '../../../src/adapters/outgoing-webhooks/address-rules';
import { createPostMessage, type PostOptions } from '../../../src/adapters/outgoing-webhooks/post-message';
import { FORBIDDEN_ADDRESSES, FORBIDDEN_HOSTS } from './forbidden-addresses';

const NEVER = new AbortController().signal;

/** Listens on every address of this machine and counts who comes. */
async function countingServer() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, reached: () => sockets.length, stop };
}

function postTo(url: string, options: Partial<PostOptions> = {}) {
  const post = createPostMessage({ allowLoopback: false, timeoutMs: 2_000, ...options });
  return post({ url, headers: {}, body: '{}' }, NEVER);
}

describe('addresses inside a machine or network', () => {
  let counting: Awaited<ReturnType<typeof countingServer>>;
  beforeAll(async () => {
    counting = await countingServer();
  });
  afterAll(() => counting.stop());

  it('are more than sixty', () => {
    expect(new Set(FORBIDDEN_HOSTS).size).toBe(FORBIDDEN_HOSTS.length);
    expect(FORBIDDEN_HOSTS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(FORBIDDEN_HOSTS)('%s is not reached', async (host) => {
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    for (const url of [`https://${host}:${counting.port}/hook`, `https://${host}/`]) {
      expect(await postTo(url, { resolve })).toEqual({ outcome: 'failed', code: 'ADDRESS_REFUSED' });
    }
    expect(counting.reached()).toBe(0);
  });

  it.each(FORBIDDEN_ADDRESSES)('%s is not reached through a public name', async (address) => {
    const resolve = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
    const url = `https://hooks.example.com:${counting.port}/`;
    expect(await postTo(url, { resolve })).toEqual({ outcome: 'failed', code: 'ADDRESS_REFUSED' });
    expect(counting.reached()).toBe(0);
  });

  it('are not reached through a name that has a public address too', async () => {
    const resolve = () =>
      Promise.resolve([
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const posted = await postTo(`https://hooks.example.com:${counting.port}/`, { resolve });
    expect(posted).toEqual({ outcome: 'failed', code: 'ADDRESS_REFUSED' });
    expect(counting.reached()).toBe(0);
  });

  it.each([
    ['http://hooks.example.com/', 'NOT_HTTPS'],
    ['ftp://hooks.example.com/', 'NOT_HTTPS'],
    ['file:///etc/passwd', 'NOT_HTTPS'],
    ['https://user@hooks.example.com/', 'HAS_USER_INFO'],
    ['https://user:secret@hooks.example.com/', 'HAS_USER_INFO'],
    ['https://@hooks.example.com/', 'HAS_USER_INFO'],
    ['https://hooks.example.com@127.0.0.1/', 'HAS_USER_INFO'],
    ['https://hooks.example.com/#part', 'HAS_FRAGMENT'],
    ['//hooks.example.com', 'NOT_A_URL'],
    ['https://', 'NOT_A_URL'],
    [`https://hooks.example.com/${'a'.repeat(2_100)}`, 'NOT_A_URL'],
  ])('%s is refused as %s', async (url, code) => {
    const resolve = () => Promise.reject(new Error('never asked'));
    expect(await postTo(url, { resolve })).toEqual({ outcome: 'failed', code });
  });

  it('are reached where loopback is allowed, and only there: the server does answer', async () => {
    const posted = await postTo(`http://127.0.0.1:${counting.port}/`, { allowLoopback: true });
    expect(posted).toEqual({ outcome: 'answered', status: 200 });
    expect(counting.reached()).toBe(1);
    const elsewhere = await postTo(`http://192.168.0.1:${counting.port}/`, { allowLoopback: true });
    expect(elsewhere).toEqual({ outcome: 'failed', code: 'ADDRESS_REFUSED' });
  });
});

it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001:81c::200e'])('%s is allowed', (address) => {
  expect(isAllowedAddress(address, { allowLoopback: false })).toBe(true);
});
