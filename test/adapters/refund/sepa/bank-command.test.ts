import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBankBatches } from '../../../../src/adapters/persistence/bank/bank-batches';
import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { ensureShop } from '../../../../src/adapters/persistence/orders/ensure-shop';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import { createPayoutDestinations } from '../../../../src/adapters/persistence/payouts/payout-destinations';
import { openSepa } from '../../../../src/adapters/refund/sepa/open-sepa';
import { readDataKeys } from '../../../../src/adapters/secrets/data-keys';
import { createSealer } from '../../../../src/adapters/secrets/sealer';
import { runCli } from '../../../../src/cli/program';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database';
import { newOrder } from '../../persistence/orders/new-order';
import { camt, OUR_IBAN, pain002 } from './bank-files';

const KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const CUSTOMER = { iban: 'NL91ABNA0417164300', name: 'J. de Vries' };

let database: TestDatabase;
let db: Database;
let folder: string;
let env: NodeJS.ProcessEnv;
const ids = ['a'.repeat(32), 'b'.repeat(32)];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4 });
  folder = mkdtempSync(path.join(tmpdir(), 'bank-'));
  env = {
    DATABASE_URL: database.url,
    RESCIND_DATA_KEYS: KEYS,
    RESCIND_SEPA_DEBTOR_IBAN: OUR_IBAN,
    RESCIND_SEPA_DEBTOR_NAME: 'Bookshop GmbH',
  };
  await ensureShop(db, { shopId: 'shop_1' });
  await createOrderBook(db, { channels: new Set(['sandbox']) }).putOrder('shop_1', newOrder({ orderId: 'o_1' }));
  const keys = readDataKeys({ RESCIND_DATA_KEYS: KEYS });
  if (keys.outcome !== 'read') throw new Error(keys.outcome);
  const destinations = createPayoutDestinations(db, createSealer(keys.keys));
  const destination = { kind: 'BANK_ACCOUNT', ...CUSTOMER } as const;
  const actor = { id: 's_1', role: 'support' } as const;
  const created = await destinations.create({ shopId: 'shop_1', orderId: 'o_1', destination, actor });
  if (created.outcome === 'refused') throw new Error(created.code);
  const sepa = openSepa(env, { batches: createBankBatches(db), destinations: destinations.destinationDetails });
  if (sepa.outcome !== 'on') throw new Error(sepa.outcome);
  for (const id of ids) {
    await sepa.channel.submit({
      ...{ shopId: 'shop_1', legId: `c/${id}`, orderId: 'o_1', kind: 'payout', sourceId: 'cap_1', sourceAmount: 9_000 },
      ...{ amount: 4_500, currency: 'EUR', idempotencyKey: `rescind-${id}` },
      destinationId: created.destination.destinationId,
    });
  }
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function bank(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    ...{ out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) },
    ...{ progress: process.stderr, env },
  };
  const openDoors = () => Promise.reject(new Error('No door is needed'));
  const exitCode = await runCli(['bank', ...args], { terminal, openDoors });
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

async function json(...args: readonly string[]) {
  const { exitCode, out } = await bank(...args, '--json');
  return { exitCode, ...(JSON.parse(out) as Record<string, unknown>) };
}

const file = (name: string) => path.join(folder, name);

describe('rescind bank', () => {
  it('takes a batch from its first transfer to its last answer, with two persons', async () => {
    expect(await json('batches')).toMatchObject({ exitCode: 0, batches: [{ state: 'OPEN', count: 2, amount: 9_000 }] });
    const closed = await json('close', '--as', 'anna');
    const batchId = String((closed as { batchId?: string }).batchId);
    expect(await json('release', batchId, '--as', 'anna')).toMatchObject({ exitCode: 1, code: 'SECOND_PERSON_NEEDED' });
    expect(await json('write', batchId, '--out', file('early.xml'))).toMatchObject({ code: 'BATCH_NOT_RELEASABLE' });
    expect(await json('release', batchId, '--as', 'ben')).toMatchObject({ exitCode: 0, outcome: 'released' });
    expect(await json('release', batchId, '--as', 'carl')).toMatchObject({ exitCode: 1, code: 'BATCH_NOT_RELEASABLE' });
    expect((await bank('write', batchId, '--out', file('out.xml'))).exitCode).toBe(0);
    expect((await bank('write', batchId, '--out', file('again.xml'))).exitCode).toBe(0);
    expect(readFileSync(file('again.xml'))).toEqual(readFileSync(file('out.xml')));
    expect(statSync(file('out.xml')).mode & 0o777).toBe(0o600);
    expect((await bank('write', batchId, '--out', file('out.xml'))).exitCode).toBe(2);

    const [first = '', second = ''] = ids;
    writeFileSync(file('psr.xml'), pain002({ batchId, singles: [{ id: second, status: 'RJCT', reason: 'AC04' }] }));
    const said = await bank('read', file('psr.xml'), '--as', 'anna');
    expect(said).toMatchObject({ exitCode: 0, out: expect.stringContaining(`rejected: ${second} (AC04)`) as string });
    writeFileSync(
      file('camt.xml'),
      camt([
        { id: first, amount: '45.00' },
        { id: 'f'.repeat(32), amount: '1.00' },
      ]),
    );
    const unknown = await json('read', file('camt.xml'), '--as', 'anna');
    expect(unknown).toMatchObject({ exitCode: 1, report: { booked: 1, unknown: ['f'.repeat(32)] } });
    expect(await json('read', file('camt.xml'), '--as', 'anna')).toMatchObject({
      exitCode: 0,
      outcome: 'already_read',
    });
    const listed = await bank('batches');
    expect(listed.out).toMatch(/CLOSED +2 +EUR 90\.00/);
  });

  it('refuses what it can’t use, with a code and a sentence', async () => {
    expect(await json('close', '--as', 'anna')).toMatchObject({ exitCode: 1, code: 'BATCH_NOT_FOUND' });
    writeFileSync(file('large.xml'), '');
    truncateSync(file('large.xml'), 50 * 1024 * 1024);
    const large = await bank('read', file('large.xml'), '--as', 'anna');
    expect(large).toMatchObject({ exitCode: 1, out: expect.stringContaining('more than 10 MB') as string });
    expect((await bank('read', file('missing.xml'), '--as', 'anna')).exitCode).toBe(2);
    expect((await bank('close', '--as', 'J. de Vries')).exitCode).toBe(2);
    expect((await bank('release', 'R000000-0000000000')).exitCode).toBe(2);
  });

  it('says which variable is missing or wrong, and never what is in it', async () => {
    const before = env;
    try {
      env = { ...before, RESCIND_SEPA_DEBTOR_IBAN: 'DE00370400440532013000' };
      const wrong = await bank('write', 'R000000-0000000000', '--out', file('no.xml'));
      expect(wrong).toMatchObject({ exitCode: 2, err: expect.stringContaining('RESCIND_SEPA_DEBTOR_IBAN') as string });
      expect(wrong.err).not.toContain('DE00');
      env = { DATABASE_URL: database.url };
      expect(await bank('write', 'R000000-0000000000', '--out', file('no.xml'))).toMatchObject({ exitCode: 2 });
    } finally {
      env = before;
    }
  });
});
