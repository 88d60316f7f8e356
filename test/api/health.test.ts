import { createEmptyDatabase } from '../support/test-database';
import { startApi, type TestApi } from './start-api';

describe('health', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  it('is live without anything, and names what is not ready', async () => {
    await api.anonymous.get('/health/live').expect(200, { status: 'live' });
    const { body, headers } = await api.anonymous.get('/health/ready').expect(503);
    expect(body).toEqual({ status: 'not ready', checks: { database: 'ok', migrations: 'ok', temporal: 'failed' } });
    expect(headers['retry-after']).toBe('2');
  });

  it('is ready when all of it answers', async () => {
    const ready = await startApi({
      over: ({ readiness }) => ({
        readiness: readiness.map((one) => (one.name === 'temporal' ? { ...one, check: () => Promise.resolve() } : one)),
      }),
    });
    await ready.anonymous.get('/health/ready').expect(200);
    await ready.stop();
  });

  it('is not ready on a database without migrations', async () => {
    const empty = await createEmptyDatabase();
    const early = await startApi({ databaseUrl: empty.url });
    const { body } = await early.anonymous.get('/health/ready').expect(503);
    expect(body).toMatchObject({ checks: { database: 'ok', migrations: 'failed' } });
    await early.stop();
    await empty.drop();
  });

  it('answers 503 with Retry-After while the database is away', async () => {
    const away = await startApi({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' });
    const { body, headers } = await away.anonymous
      .get('/v1/orders/o_1')
      .set('Authorization', 'Bearer rk_any_key_will_do');
    expect(body).toMatchObject({ status: 503, code: 'DATABASE_UNAVAILABLE', retryable: true });
    expect(headers['retry-after']).toBe('2');
    expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|ECONN/);
    const { body: health } = await away.anonymous.get('/health/ready').expect(503);
    expect(health).toMatchObject({ checks: { database: 'failed' } });
    await away.stop();
  });

  it('keeps the id that a caller gives its request, and makes one otherwise', async () => {
    const given = await api.anonymous.get('/health/live').set('X-Request-Id', 'mine-1');
    expect(given.headers['x-request-id']).toBe('mine-1');
    const odd = await api.anonymous.get('/health/live').set('X-Request-Id', 'a b<script>');
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
