import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { projectRoot } from '../../src/local/folders';

/**
 * Bundles all workflows into a file, once for a run: every worker that bundled for
 * itself would take about five seconds.
 */
export async function bundleWorkflows(codePath: string): Promise<{ codePath: string }> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(projectRoot(), 'workflows', 'index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  writeFileSync(codePath, code);
  return { codePath };
}
