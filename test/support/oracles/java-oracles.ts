import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { cacheFolder, openCacheFolder, projectRoot } from '../../../src/local/folders';

/** The vendors' own Java clients, in one process that answers a question at a time. */
export interface JavaOracles {
  /**
   * Asks one of them; the operations are in the Java files beside this one.
   * @throws Error with what the vendor's client threw
   */
  readonly ask: <T>(op: string, question: object) => Promise<T>;
  readonly stop: () => Promise<void>;
}

const HERE = path.join(projectRoot(), 'test', 'support', 'oracles');
const JAVA_OPTIONS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx192m'];

/**
 * Starts the oracles; their jars are fetched with Maven and our few classes compiled once per machine.
 * @throws Error with Maven's or the compiler's last words: where the oracles can't
 * be had, what they prove is not proven
 */
export function startJavaOracles(): JavaOracles {
  const folder = builtOracles();
  const classPath = [path.join(folder, 'classes'), path.join(folder, 'lib', '*')].join(path.delimiter);
  const child = spawn('java', [...JAVA_OPTIONS, '-cp', classPath, 'Oracle'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-2_000)));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  const askOne = async (question: object): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
    if (done) throw new Error(`The oracles ended: ${said}`);
    const reply = JSON.parse(value) as { value?: unknown; fault?: string };
    if (reply.fault !== undefined) throw new Error(reply.fault);
    return reply.value;
  };
  return {
    ask: <T>(op: string, question: object) => {
      const asked = last.then(() => askOne({ op, ...question }));
      last = asked.catch(() => undefined);
      return asked as Promise<T>;
    },
    stop: async () => {
      process.removeListener('exit', kill);
      child.stdin.end();
      kill();
      await ended;
    },
  };
}

function builtOracles(): string {
  const pom = path.join(HERE, 'pom.xml');
  const sources = readdirSync(HERE).filter((name) => name.endsWith('.java'));
  const hash = createHash('sha256').update(readFileSync(pom));
  for (const name of sources) hash.update(readFileSync(path.join(HERE, name)));
  const folder = path.join(openCacheFolder(path.join(cacheFolder(), 'java-oracles')), hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const draft = mkdtempSync(`${folder}-new-`);
  try {
    const lib = path.join(draft, 'lib');
    run('mvn', [
      '-q',
      '-B',
      '-f',
      pom,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${lib}`,
      '-DincludeScope=runtime',
    ]);
    const files = sources.map((name) => path.join(HERE, name));
    run('javac', ['-encoding', 'UTF-8', '-cp', path.join(lib, '*'), '-d', path.join(draft, 'classes'), ...files]);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another run was faster, or it can't be had.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${(error?.message ?? stdout + stderr).trim().slice(0, 2_000)}`);
}
