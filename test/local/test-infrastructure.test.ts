import { Client } from 'pg';
import { SEARCH_ATTRIBUTES } from '../../temporal-config/search-attributes';
import { createEmptyDatabase, createTestDatabase } from '../support/test-database';
import { realServer, timeSkippingServer } from '../support/temporal-environment';
import { waitFor } from '../support/wait-for';

async function tables(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from pg_tables where schemaname = 'public'",
    );
    return rows[0]?.n ?? -1;
  } finally {
    await client.end();
  }
}

describe('the parts that tests run on', () => {
  it('gives each test a migrated database of its own, and drops it', async () => {
    let url: string;
    {
      await using database = await createTestDatabase();
      await using empty = await createEmptyDatabase();
      url = database.url;
      expect(await tables(database.url)).toBeGreaterThan(5);
      expect(await tables(empty.url)).toBe(0);
    }
    await expect(tables(url)).rejects.toThrow(/does not exist/);
  });

  it('gives a namespace of the real server in which workflows start and are found by search attributes', async () => {
    const environment = await realServer();
    try {
      const { client } = environment;
      const { name } = SEARCH_ATTRIBUTES.orderId;
      await client.workflow.start('nobodyRunsThis', {
        taskQueue: 'nobody',
        workflowId: 'w',
        typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.orderId, value: 'o-1' }],
      });
      const found = await waitFor('the workflow to be listed', async () => {
        const listed: string[] = [];
        for await (const { workflowId } of client.workflow.list({ query: `${name} = "o-1"` })) listed.push(workflowId);
        return listed.length > 0 ? listed : undefined;
      });
      expect(found).toEqual(['w']);
    } finally {
      await environment.teardown();
    }
  });

  it('has a server that skips time', async () => {
    const environment = await timeSkippingServer();
    if (environment === undefined) return;
    try {
      const before = await environment.currentTimeMs();
      await environment.sleep('3 days');
      expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(3 * 86_400_000);
    } finally {
      await environment.teardown();
    }
  });
});
