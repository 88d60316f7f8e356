import { spawn } from 'node:child_process';
import path from 'node:path';
import { cacheFolder } from '../folders';
import { killGroup } from '../child-process';
import { LocalSetupError } from '../local-setup-error';
import type { Report } from '../report';
import { goEnvironment } from './go';

/** One Go program to be built. */
interface GoBuild {
  module: string;
  cwd: string;
  output: string;
  label: string;
}

/**
 * Builds one program, showing the seconds that it takes and what Go does last.
 * @throws {LocalSetupError} GO_BUILD_FAILED with the last lines of the build; GO_BUILD_STOPPED when the signal fired.
 */
export async function buildProgram(
  build: GoBuild,
  { report, signal }: { report: Report; signal?: AbortSignal },
): Promise<void> {
  const child = spawn('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', build.output, build.module], {
    cwd: build.cwd,
    detached: true,
    env: goEnvironment(process.env, path.join(cacheFolder(), 'go-home')),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const startedAt = Date.now();
  const show = () => {
    const doing = output.trimEnd().split('\n').at(-1) ?? '';
    report.running(`  building ${build.label}: ${Math.round((Date.now() - startedAt) / 1000)} s  ${doing}`);
  };
  show();
  const timer = setInterval(show, 1_000);
  const stop = () => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => {
        resolve(null);
      });
      child.once('close', resolve);
    });
    if (signal?.aborted === true)
      throw new LocalSetupError('GO_BUILD_STOPPED', `The build of ${build.label} was stopped`);
    if (code !== 0) {
      const reason = output.trim().split('\n').slice(-3).join(' | ');
      throw new LocalSetupError('GO_BUILD_FAILED', `go build failed: ${reason === '' ? 'no Go on the PATH' : reason}`);
    }
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', stop);
    report.running(undefined);
  }
}
