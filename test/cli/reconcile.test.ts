import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { openDatabase } from '../../src/adapters/persistence/database';
import { runCli } from '../../src/cli/program';
import { ADYEN_ACCOUNT, adyenFile, adyenLine, alipayFile, SELLER_ID } from '../adapters/refund/report/report-files';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'reports-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function file(content: string): string {
  const name = path.join(folder, `${Math.random()}.csv`);
  writeFileSync(name, content);
  return name;
}

async function reconcile(args: readonly string[], over: NodeJS.ProcessEnv = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runCli(['reconcile', ...args], {
    openDoors: () => Promise.reject(new Error('No door is needed')),
    terminal: {
      ...{ out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) },
      progress: new PassThrough() as unknown as NodeJS.WriteStream,
      env: {
        DATABASE_URL: database.url,
        RESCIND_ADYEN_MERCHANT_ACCOUNT: ADYEN_ACCOUNT,
        RESCIND_ALIPAY_SELLER_ID: SELLER_ID,
        ...over,
      },
    },
  });
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

it('ends with 1 while differences are open, with 0 where there are none', async () => {
  const found = await reconcile(['adyen', file(adyenFile([adyenLine()]))]);
  expect(found).toMatchObject({ exitCode: 1, err: '' });
  expect(found.out).toMatch(/3 lines, 1 refunds of adyen/);
  expect(found.out).toMatch(/1 open, 1 of them new; 0 closed/);
  expect(found.out).toMatch(/MISSING_HERE +MOD0000000000001 +\*/);
  const none = await reconcile(['alipay', file(alipayFile([])), '--json']);
  expect(none.exitCode).toBe(0);
  expect(JSON.parse(none.out)).toMatchObject({
    channel: 'alipay',
    rows: 0,
    refunds: 0,
    cases: { open: 0 },
    changed: [],
  });
});

it('says what is wrong with a file and what to do, and repeats nothing of it', async () => {
  const wrong = await reconcile(['adyen', file(adyenFile([adyenLine({ debit: 'secret' })]))]);
  expect(wrong.exitCode).toBe(1);
  expect(wrong.out).toMatch(/^Refused \(REPORT_ROW_UNREADABLE\)/);
  expect(wrong.out).toContain('line 3, Gross Debit (GC)');
  expect(wrong.out).not.toContain('secret');
  const json = await reconcile(['alipay', file(alipayFile([], { account: '20889999999999990156' })), '--json']);
  expect(JSON.parse(json.out)).toEqual({ outcome: 'refused', code: 'REPORT_OTHER_ACCOUNT' });
});

it('needs a channel with a report, a file that is there, and the account that the file must be of', async () => {
  expect(await reconcile(['stripe', file('')])).toMatchObject({ exitCode: 2 });
  expect(await reconcile(['adyen', path.join(folder, 'missing.csv')])).toMatchObject({ exitCode: 2 });
  const unset = await reconcile(['alipay', file(alipayFile([]))], { RESCIND_ALIPAY_SELLER_ID: '' });
  expect(unset).toMatchObject({ exitCode: 2, err: expect.stringContaining('RESCIND_ALIPAY_SELLER_ID') as string });
});

it('refuses 50 MB of nothing at once, and more than it reads before reading it', async () => {
  const zeros = file('');
  truncateSync(zeros, 50 * 1024 * 1024);
  expect((await reconcile(['adyen', zeros])).out).toMatch(/^Refused \(REPORT_ENCODING\)/);
  truncateSync(zeros, 1_000_000_001);
  expect((await reconcile(['adyen', zeros])).out).toMatch(/^Refused \(REPORT_TOO_LARGE\)/);
});

it('reads a large file to its end, and keeps only what is ours', async () => {
  const payments = Array.from({ length: 100_000 }, (_, at) =>
    adyenLine({ psp: `PSP${at}`, type: 'Settled', debit: '', credit: '1.00', key: '' }),
  );
  const read = await reconcile(['adyen', file(adyenFile([...payments, adyenLine()])), '--json']);
  expect(JSON.parse(read.out)).toMatchObject({ rows: 100_003, refunds: 1 });
  const db = openDatabase(database.url, { max: 1 });
  expect(await db.selectFrom('provider_refunds').selectAll().execute()).toEqual([]);
  await db.destroy();
});
