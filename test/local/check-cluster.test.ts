import { msToTs } from '@temporalio/common/lib/time';
import { checkCluster } from '../../src/local/temporal/check-cluster';
import { waitUntil } from '../../src/local/wait-until';
import { connectTemporal } from '../../temporal-config/connection';
import { testNamespace } from '../support/temporal-environment';

describe('checkCluster', () => {
  it('accepts a namespace that has everything', async () => {
    await expect(checkCluster(await testNamespace())).resolves.toBeUndefined();
  });

  it('lists the search attributes that are missing and the command that adds them, and creates none', async () => {
    const { address } = await testNamespace();
    const namespace = `bare-${Date.now()}`;
    const connection = await connectTemporal({ address, namespace });
    try {
      const workflowExecutionRetentionPeriod = msToTs('1 day');
      await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
      await waitUntil('namespace', { withinMs: 10_000, everyMs: 50 }, async () => {
        await connection.operatorService.listSearchAttributes({ namespace });
        return true;
      });
      await expect(checkCluster({ address, namespace })).rejects.toMatchObject({
        code: 'SEARCH_ATTRIBUTES_MISSING',
        message: expect.stringMatching(/OrderId.*search-attribute create.*--name NeedsHuman --type Bool/) as string,
      });
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      expect(Object.keys(customAttributes)).not.toContain('OrderId');
    } finally {
      await connection.close();
    }
  });

  it('says that the namespace does not exist, or that nothing answers', async () => {
    const { address } = await testNamespace();
    await expect(checkCluster({ address, namespace: 'nowhere' })).rejects.toMatchObject({ code: 'NAMESPACE_MISSING' });
    await expect(checkCluster({ address: '127.0.0.1:1', namespace: 'x' })).rejects.toMatchObject({
      code: 'TEMPORAL_UNREACHABLE',
    });
  });
});
