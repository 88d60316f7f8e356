import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';

/** The one file that the sandbox loads, source or compiled. */
export const WORKFLOWS_PATH = require.resolve('../../workflows');

/** Where the build leaves the bundle. */
export const WORKFLOW_BUNDLE = join(__dirname, 'workflows.bundle.js');

/** The prebuilt bundle where there is one, else the sources (bundled by the worker itself: 5 s). */
export function workflowSource(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  return existsSync(WORKFLOW_BUNDLE)
    ? { workflowBundle: { codePath: WORKFLOW_BUNDLE } }
    : { workflowsPath: WORKFLOWS_PATH };
}
