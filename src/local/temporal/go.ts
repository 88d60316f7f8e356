import { spawnSync } from 'node:child_process';

/**
 * The Go on this machine. `toolchain` is its GOTOOLCHAIN: unless "local", an older Go fetches
 * a newer one by itself (from 1.21 on).
 */
export interface GoFound {
  version: string;
  toolchain: string;
}

const numbers = (version: string) => version.split(/[.\-a-z]+/).map(Number);

/** Whether one Go version ("1.26.8", "1.27rc1") is older than another. A pre-release counts as its release. */
export function isOlderGo(version: string, than: string): boolean {
  const [a, b] = [numbers(version), numbers(than)];
  for (let part = 0; part < 3; part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Why this Go can't build the server, as half a sentence; undefined when it can. `required` is go.mod's own line. */
export function whyGoWontDo(found: GoFound | undefined, required: string): string | undefined {
  if (found === undefined) return `no Go on the PATH (go.mod asks for ${required} or newer)`;
  if (!isOlderGo(found.version, required)) return undefined;
  if (found.toolchain === 'local') return `Go ${found.version} is older than ${required}, which go.mod asks for`;
  if (isOlderGo(found.version, '1.21.0')) return `Go ${found.version} is older than 1.21 and can't fetch ${required}`;
  return undefined;
}

/** The version that a go.mod asks for. */
export function requiredGo(goMod: string): string {
  return /^go (\S+)$/m.exec(goMod)?.[1] ?? '0';
}

/** Looks for Go on the PATH; undefined when there is none that runs. */
export function findGo(env: NodeJS.ProcessEnv = process.env): GoFound | undefined {
  const result = spawnSync('go', ['env', 'GOVERSION', 'GOTOOLCHAIN'], {
    encoding: 'utf8',
    env: goEnvironment(env),
    cwd: '/',
  });
  if (result.error !== undefined || result.status !== 0) return undefined;
  const [version = '', toolchain = ''] = result.stdout.trim().split('\n');
  return { version: version.replace(/^go/, ''), toolchain };
}

/** The environment for Go; where HOME is unset it needs to be told where to keep its modules and build cache. */
export function goEnvironment(env: NodeJS.ProcessEnv, fallbackFolder = '/var/tmp'): NodeJS.ProcessEnv {
  if (env['HOME'] !== undefined && env['HOME'] !== '') return env;
  return { GOPATH: `${fallbackFolder}/go`, GOCACHE: `${fallbackFolder}/go-build`, ...env };
}
