import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { projectRoot } from '../../src/local/folders';
import { workflowBundle } from '../support/temporal-environment';

const MEGABYTE = 1024 * 1024;

describe('the workflow bundle', () => {
  let code = '';

  beforeAll(async () => {
    code = readFileSync((await workflowBundle()).codePath, 'utf8');
  });

  it('stays below 1 MB without its source map, and below 3 with it, which every worker loads and keeps', () => {
    const [own = ''] = code.split('//# sourceMappingURL=');
    expect(own.length).toBeGreaterThan(MEGABYTE / 2);
    expect(own.length).toBeLessThan(MEGABYTE);
    expect(code.length).toBeLessThan(3 * MEGABYTE);
  });

  it('holds our workflow, and the packages of Temporal only', () => {
    expect(code).toContain('cancel-order.workflow');
    const packages = [...code.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/g)].map(([, name]) => name ?? '');
    const foreign = new Set(packages.filter((name) => !name.startsWith('@temporalio/')));
    for (const name of ['zod', 'dinero.js', 'pg', 'kysely', '@nestjs/common', 'pino']) {
      expect(foreign).not.toContain(name);
    }
  });
});

describe('a workflow in a file of its own', () => {
  let folder = '';
  let errors: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rescind-bundle-'));
    symlinkSync(path.join(projectRoot(), 'node_modules'), path.join(folder, 'node_modules'));
    errors = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const bundle = (source: string) => {
    const workflowsPath = path.join(folder, 'planted.workflow.ts');
    writeFileSync(workflowsPath, source);
    const logger = new DefaultLogger('ERROR', ({ message }) => errors.push(message));
    return bundleWorkflowCode({ workflowsPath, logger });
  };

  it('bundles without imports', async () => {
    const { code } = await bundle('export async function planted(): Promise<number> { return 1; }');
    expect(code).toContain('planted');
  });

  it('does not bundle with an import of Node', async () => {
    const source = `import { readFileSync } from 'node:fs';
      export async function planted(): Promise<number> { return readFileSync('a').length; }`;
    await expect(bundle(source)).rejects.toThrow();
    expect(errors.join('\n')).toMatch(/node:fs/);
  });
});
