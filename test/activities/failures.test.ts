import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { Pool } from 'pg';
import { toFailure } from '../../activities/failures';
import { openDatabase } from '../../src/adapters/persistence/database';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { freePort } from '../../src/local/ports';
import { createTestDatabase } from '../support/test-database';
import { activitiesOf, quietEnvironment, REF } from './parts';

const caught = (step: Promise<unknown>) =>
  step.then(
    () => undefined,
    (error: unknown) => error as ApplicationFailure,
  );

describe('a failure of a step', () => {
  it('because the database is not there is tried again', async () => {
    const db = openDatabase(`postgres://nobody:secret@127.0.0.1:${await freePort()}/none`);
    const activities = activitiesOf({ book: createCancellationBook(db) });
    const error = await caught(quietEnvironment().run(activities.commit, REF));
    expect(error).toMatchObject({ type: 'DATABASE_UNAVAILABLE', nonRetryable: false });
    expect(JSON.stringify(error)).not.toContain('secret');
    await db.destroy();
  });

  it('because the pool is exhausted, or the connection was cut, is tried again', async () => {
    await using database = await createTestDatabase();
    const pool = new Pool({ connectionString: database.url, max: 1, connectionTimeoutMillis: 4_000 });
    pool.on('error', () => undefined);
    const only = await pool.connect();
    const exhausted = toFailure(await caught(pool.query('select 1')));
    expect(exhausted).toMatchObject({ type: 'DATABASE_UNAVAILABLE', nonRetryable: false });
    only.on('error', () => undefined);
    const cut = toFailure(await caught(only.query('select pg_terminate_backend(pg_backend_pid())')));
    expect(cut).toMatchObject({ type: 'DATABASE_UNAVAILABLE', nonRetryable: false });
    const gone = toFailure(await caught(only.query('select 1')));
    expect(gone).toMatchObject({ type: 'DATABASE_UNAVAILABLE', nonRetryable: false });
    only.release(true);
    await pool.end();
  });

  it('because the database refuses what would break a rule is a person’s, and names the rule without the data', async () => {
    await using database = await createTestDatabase();
    const db = openDatabase(database.url);
    const broken = db
      .insertInto('shops')
      .values({ shop_id: 'x', locale: 'personal data' as 'en' })
      .execute();
    const failure = toFailure(await caught(broken));
    expect(failure).toMatchObject({ type: 'INVARIANT_VIOLATED', nonRetryable: true });
    expect(failure.message).toContain('shops_locale_check');
    expect(`${failure.message}${failure.stack ?? ''}${JSON.stringify(failure)}`).not.toContain('personal data');
    await db.destroy();
  });

  it('of our own is a person’s, in our own words', () => {
    const failure = toFailure(new Error('No cancellation c_1 of shop s_1'));
    expect(failure).toMatchObject({
      type: 'STEP_FAULT',
      nonRetryable: true,
      message: 'No cancellation c_1 of shop s_1',
    });
    expect(failure.stack).toContain('failures.test');
  });

  it('of the language is a person’s, and quotes nothing', () => {
    const failure = toFailure(new TypeError("Cannot read 'x' of Ann Smith"));
    expect(failure).toMatchObject({ type: 'STEP_FAULT', nonRetryable: true, message: 'A fault in a step: TypeError.' });
    expect(failure.stack).not.toContain('Ann');
  });

  it('because a peer does not take us is a person’s, with its own type', () => {
    const fault = Object.assign(new Error('PEER_REFUSED_CREDENTIALS: status 401'), {
      ...{ name: 'AdapterFault', code: 'PEER_REFUSED_CREDENTIALS' },
    });
    expect(toFailure(fault)).toMatchObject({ type: 'PEER_REFUSED_CREDENTIALS', nonRetryable: true });
  });

  it.each(['40001', '40P01', '57P01', '53300', '08006', '55P03'])('with SQLSTATE %s passes', (code) => {
    const failure = toFailure(Object.assign(new Error('whatever'), { code }));
    expect(failure).toMatchObject({ type: 'DATABASE_UNAVAILABLE', nonRetryable: false });
  });

  it('stays what it is where it is a failure already', () => {
    const failures = [ApplicationFailure.nonRetryable('x', 'CHANNEL_UNKNOWN'), new CancelledFailure('CANCELLED')];
    expect(failures.map(toFailure)).toEqual(failures);
  });
});

describe('a step on our own database', () => {
  it('does not begin once it is cancelled', async () => {
    const commit = jest.fn();
    const environment = quietEnvironment();
    environment.cancel();
    const error = await caught(environment.run(activitiesOf({ book: { commit } }).commit, REF));
    expect(error).toBeInstanceOf(CancelledFailure);
    expect(commit).not.toHaveBeenCalled();
  });
});
