import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../src/local/folders';
import { temporaryFolder } from '../support/temporary-folder';

/** A clone with one source file: bin/rescind.js builds it and runs what came out. */
function clone(folder: string, main: string): string {
  const root = projectRoot();
  cpSync(path.join(root, 'bin'), path.join(folder, 'bin'), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const compilerOptions = {
    target: 'ES2022',
    module: 'node20',
    types: [] as string[],
    rootDir: '.',
    outDir: 'dist',
    skipLibCheck: true,
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "rescind", "type": "commonjs" }');
  mkdirSync(path.join(folder, 'src', 'cli'), { recursive: true });
  writeMain(folder, main);
  return path.join(folder, 'bin', 'rescind.js');
}

function writeMain(folder: string, main: string): void {
  writeFileSync(path.join(folder, 'src', 'cli', 'main.ts'), main);
}

const run = (bin: string) => spawnSync(process.execPath, [bin, 'show', 'me'], { encoding: 'utf8' });
const PRINT = `declare const process: { argv: string[] };
declare const console: { log(text: string): void };
console.log(process.argv.slice(2).join(' ') + ' one');`;

describe('bin/rescind.js', () => {
  it('builds when there is no build or the sources are newer, and only then', () => {
    using folder = temporaryFolder();
    const bin = clone(folder.path, PRINT);
    const first = run(bin);
    expect(first).toMatchObject({ stdout: 'show me one\n', status: 0 });
    expect(first.stderr).toMatch(/Building/);
    expect(run(bin).stderr).not.toMatch(/Building/);
    writeMain(folder.path, PRINT.replace('one', 'two'));
    const later = new Date(Date.now() + 1_000);
    utimesSync(path.join(folder.path, 'src', 'cli', 'main.ts'), later, later);
    expect(run(bin).stdout).toBe('show me two\n');
  });

  it('builds once when two are started at the same moment', async () => {
    using folder = temporaryFolder();
    const bin = clone(folder.path, PRINT);
    const outputs = await Promise.all(
      [1, 2].map(
        () =>
          new Promise<string>((resolve) => {
            const child = spawn(process.execPath, [bin, 'show', 'me']);
            let output = '';
            for (const stream of [child.stdout, child.stderr])
              stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
            child.once('close', () => {
              resolve(output);
            });
          }),
      ),
    );
    expect(outputs.every((output) => output.endsWith('show me one\n'))).toBe(true);
    expect(outputs.filter((output) => output.includes('Building'))).toHaveLength(1);
  });

  it('gives way when a build was killed and left its lock', () => {
    using folder = temporaryFolder();
    const bin = clone(folder.path, PRINT);
    mkdirSync(path.join(folder.path, 'dist'));
    const { pid } = spawnSync('true');
    writeFileSync(path.join(folder.path, 'dist', '.building'), String(pid));
    expect(run(bin).stdout).toBe('show me one\n');
  });

  it('stops at a source that does not compile, and builds again when it is mended', () => {
    using folder = temporaryFolder();
    const bin = clone(folder.path, 'const n: number = "text";');
    expect(run(bin)).toMatchObject({ status: 1, stdout: '' });
    writeMain(folder.path, PRINT);
    expect(run(bin).stdout).toBe('show me one\n');
  });

  it('says what to do when packages are not installed, or Node.js is too old', () => {
    using folder = temporaryFolder();
    const bin = clone(folder.path, PRINT);
    rmSync(path.join(folder.path, 'node_modules'));
    expect(run(bin)).toMatchObject({ status: 1, stderr: expect.stringContaining('npm install') as string });
    const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });";
    const preload = path.join(folder.path, 'old.js');
    writeFileSync(preload, old);
    const result = spawnSync(process.execPath, ['--require', preload, bin], { encoding: 'utf8' });
    expect(result).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/needs Node\.js 20\.20.*18\.20\.0/) as string,
    });
  });

  it('uses nothing that an old Node.js could not read', () => {
    const text = readFileSync(path.join(projectRoot(), 'bin', 'rescind.js'), 'utf8');
    expect(text).not.toMatch(/\?\?|\?\.|'node:/);
  });
});
