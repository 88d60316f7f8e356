import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, type TestApi } from './start-api';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(2_000))})`;
const SHELL = '<!doctype html><html lang="en"><script type="module" src="/assets/index-Ab_1.js"></script></html>';

let folder: string;
let api: TestApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
  await mkdir(join(folder, 'assets', 'inner'), { recursive: true });
  await writeFile(join(folder, 'index.html'), SHELL);
  await writeFile(join(folder, 'secret.js'), 'secret');
  await writeFile(join(folder, 'assets', 'index-Ab_1.js'), SCRIPT);
  await writeFile(join(folder, 'assets', 'font.woff2'), 'font');
  await writeFile(join(folder, 'assets', 'notes.txt'), 'notes');
  api = await startApi({ over: () => ({ pages: folder }) });
});
afterAll(async () => {
  await api.stop();
  await rm(folder, { recursive: true });
});

it.each([
  ...['/', '/open', '/sign-in', '/sign-in?returnTo=/desk', '/find', '/find/o_1', '/order/o_1', '/order/o_1/cancel'],
  ...['/c/o_1.0123456789abcdef', '/inbox', '/inbox/x', '/desk', '/desk/drift/1', '/policy/m_1?shop=demo'],
])('has the page at %s, never from a cache', async (path) => {
  const { text, headers } = await api.anonymous.get(path).expect(200);
  expect(text).toBe(SHELL);
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
});

it('lets pages load and do what comes from here alone, tells nobody where one was, and is framed by nobody', async () => {
  const { headers } = await api.anonymous.get('/inbox').expect(200);
  const policy = new Map(
    (headers['content-security-policy'] ?? '').split('; ').map((one) => one.split(' ').slice(0, 2) as [string, string]),
  );
  expect(Object.fromEntries(policy)).toMatchObject({
    ...{ 'default-src': "'none'", 'script-src': "'self'", 'style-src': "'self'", 'connect-src': "'self'" },
    ...{ 'frame-ancestors': "'none'", 'base-uri': "'none'" },
  });
  expect(headers['content-security-policy']).not.toMatch(/unsafe|https:|\*/);
  expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
  expect(headers['set-cookie']).toBeUndefined();
});

it('has what pages are made of for ever, compressed where that gains something', async () => {
  const get = async (name: string, encoding: string) => {
    const answer = await fetch(`${api.url}/assets/${name}`, { headers: { 'Accept-Encoding': encoding } });
    return { answer, body: Buffer.from(await answer.arrayBuffer()) };
  };
  const { answer, body } = await get('index-Ab_1.js', 'gzip');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    ...{ 'content-type': 'text/javascript; charset=utf-8', 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(Number(answer.headers.get('content-length'))).toBeLessThan(SCRIPT.length / 4);
  // What fetch has unpacked by itself is the script.
  expect(body.toString()).toBe(SCRIPT);
  const plain = await get('index-Ab_1.js', 'identity');
  expect([plain.answer.headers.get('content-encoding'), plain.body.toString()]).toEqual([null, SCRIPT]);
  expect((await get('font.woff2', 'gzip')).answer.headers.get('content-encoding')).toBeNull();
});

it.each([
  ...['nowhere.js', '..%2fsecret.js', '..%2findex.html', '%2e%2e%2fsecret.js', 'inner', 'inner%2fx.js', 'notes.txt'],
  ...['.js', '%00.js', `${'a'.repeat(300)}.js`, '__proto__', 'constructor'],
])('has nothing at /assets/%s', async (name) => {
  const { body } = await api.anonymous.get(`/assets/${name}`).expect(404);
  expect(body).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
});

it('keeps the documentation where it is, and says of other addresses that there is nothing', async () => {
  await api.anonymous.get('/docs').redirects(1).expect(200);
  for (const path of ['/admin', '/assets', '/c', '/order', '/v1', '/index.html']) {
    expect((await api.anonymous.get(path).expect(404)).body).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
  }
  await api.anonymous.post('/inbox').send({}).expect(404);
});

it('says how to build the pages where they were not', async () => {
  const bare = await startApi({ over: () => ({ pages: join(folder, 'nowhere') }) });
  try {
    const { text, headers } = await bare.anonymous.get('/').expect(200);
    expect(text).toContain('npm run build');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    await bare.anonymous.get('/assets/index-Ab_1.js').expect(404);
  } finally {
    await bare.stop();
  }
});
