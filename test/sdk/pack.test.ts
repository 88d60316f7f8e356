import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { orderBody } from '../api/order-body';
import { standInRuns } from '../api/stand-in-runs';
import { startApi, type TestApi } from '../api/start-api';
import { temporaryFolder } from '../support/temporary-folder';

const run = promisify(execFile);

const ROOT = join(__dirname, '../..');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const ENTRIES = ['src/client/rescind.ts', 'src/sdk/http-client.ts'];
const SLOW_MS = 240_000;

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * Compiles what the package exports as the build does, into a folder of its own, and
 * packs it there as npm would publish it.
 */
async function pack(folder: string): Promise<string> {
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      rootDir: ROOT,
      outDir: join(folder, 'dist'),
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
    },
    files: ENTRIES.map((entry) => join(ROOT, entry)),
    include: [],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  // Its types are checked with the rest of the project.
  await run(process.execPath, [TSC, '-p', folder, '--noCheck']);
  for (const file of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'docs/sdk.md', 'docs/openapi.json']) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), await readFile(join(ROOT, file)));
  }
  await run('npm', ['pack', '--ignore-scripts', '--offline'], { cwd: folder });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm packed nothing');
  return join(folder, tarball);
}

/**
 * Puts the package and what it depends on into an empty project, as an installation
 * would; nothing else is there to be found.
 */
async function install(tarball: string, project: string): Promise<void> {
  const home = join(project, 'node_modules/rescind');
  await mkdir(home, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  const { dependencies } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as Manifest;
  for (const name of Object.keys(dependencies)) {
    const target = join(project, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), target, 'dir');
  }
}

/** The code in docs/sdk.md that is marked so. */
async function example(mark: string): Promise<string> {
  const text = await readFile(join(ROOT, 'docs/sdk.md'), 'utf8');
  const [, code] = new RegExp(`^\`\`\`${mark}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(text) ?? [];
  if (code === undefined) throw new Error(`docs/sdk.md has no ${mark}`);
  return code;
}

describe('the package, installed into an empty project', () => {
  const folders = [temporaryFolder(), temporaryFolder()] as const;
  let api: TestApi;
  let project: string;
  beforeAll(async () => {
    const runs = standInRuns();
    api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
    project = folders[1].path;
    await install(await pack(folders[0].path), project);
  }, SLOW_MS);
  afterAll(async () => {
    await api.stop();
    for (const folder of folders) folder[Symbol.dispose]();
  });

  const start = async (file: string, ...args: string[]) => {
    const env = { ...process.env, RESCIND_URL: api.url, RESCIND_KEY: api.keyOf('service'), NODE_PATH: '' };
    const { stdout } = await run(process.execPath, [join(project, file), ...args], { cwd: project, env });
    return stdout;
  };

  it.each([
    ['CommonJS', 'js cjs', 'first.cjs'],
    ['ES modules', 'js esm', 'first.mjs'],
  ])('makes its first call in ten lines of %s, as its page says', async (_kind, mark, file) => {
    const code = await example(mark);
    expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    await writeFile(join(project, file), code);
    const orderId = file.replace('.', '_');
    await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody()).expect(200);
    expect(await start(file, orderId)).toMatch(new RegExp(`^${orderId}\\.[0-9a-f]{16} returns 4500 EUR\n$`));
  });

  it('has the client over Temporal for both, and nothing of the server', async () => {
    await writeFile(join(project, 'client.cjs'), `console.log(typeof require('rescind/client').createRescind)`);
    await writeFile(
      join(project, 'client.mjs'),
      `import { createRescind } from 'rescind/client'; console.log(typeof createRescind)`,
    );
    expect([await start('client.cjs'), await start('client.mjs')]).toEqual(['function\n', 'function\n']);
    expect(await readdir(join(project, 'node_modules/rescind/dist/src'))).toEqual(['client', 'domain', 'sdk']);
    await writeFile(join(project, 'inside.cjs'), `require('rescind/dist/src/sdk/send.js')`);
    await expect(start('inside.cjs')).rejects.toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });

  it.each([
    ['node16', 'node16'],
    ['bundler', 'preserve'],
  ])('has types that resolve by %s', async (moduleResolution, module) => {
    const wrong = `import { createRescind } from 'rescind/client';\n// @ts-expect-error a shop is needed\ncreateRescind({});\n`;
    await writeFile(join(project, 'first.ts'), (await example('ts')) + wrong);
    const options = ['--strict', '--noEmit', '--skipLibCheck', '--target', 'es2022', '--ignoreConfig'];
    const how = ['--module', module, '--moduleResolution', moduleResolution];
    await run(process.execPath, [TSC, ...options, ...how, 'first.ts'], { cwd: project }).catch((fault: unknown) => {
      throw new Error((fault as { stdout: string }).stdout);
    });
  });
});
