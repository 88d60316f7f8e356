import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiFiles } from '../../src/api/openapi/write-api-files';
import { startApi } from './start-api';

const ROOT = join(__dirname, '../..');

describe('the API’s description', () => {
  it.each(['docs/openapi.json', 'src/sdk/generated/api-types.ts'])(
    'is what %s says (else: npm run openapi)',
    async (path) => {
      const files = await apiFiles();
      expect(readFileSync(join(ROOT, path), 'utf8')).toBe(files[path]);
    },
  );

  it('names every route once, with its answers, and marks the open ones', async () => {
    const document = JSON.parse((await apiFiles())['docs/openapi.json'] ?? '') as {
      paths: Record<
        string,
        Record<string, { operationId: string; security?: unknown; responses: Record<string, unknown> }>
      >;
    };
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const succeeds = (status: string) => status.startsWith('2');
    expect(operations.filter(({ responses }) => !Object.keys(responses).some(succeeds))).toEqual([]);
    expect(
      operations
        .filter(({ security }) => security === undefined)
        .map(({ operationId }) => operationId)
        .sort(),
    ).toEqual([
      ...['closeSession', 'exchangeLink', 'getPolicy', 'getSession', 'getWaysToSignIn', 'live', 'openSession', 'ready'],
      ...['receiveRefundWebhook', 'requestGuestCode'],
    ]);
  });

  it('has a page that needs nothing from elsewhere', async () => {
    const api = await startApi();
    const page = await api.anonymous.get('/docs').redirects(1).expect(200);
    expect(page.text).not.toMatch(/(?:src|href)="https?:/);
    await api.anonymous.get('/docs/swagger-ui-bundle.js').expect(200);
    await api.stop();
  });
});
