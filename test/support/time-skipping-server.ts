import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheFolder, openCacheFolder, projectRoot } from '../../src/local/folders';
import type { Report } from '../../src/local/report';
import { CLASS_ARCHIVE, JAVA_OPTIONS, MAIN_CLASS, archiveClasses } from './class-archive';

/** The program to run (undefined path: the one that the SDK downloads), or why there is none. */
export type TimeSkippingServer = { path?: string } | { missing: string };

const WRAPPER = `#!/bin/sh
dir=$(dirname "$0")
exec java ${JAVA_OPTIONS.join(' ')} -XX:SharedArchiveFile="$dir/${CLASS_ARCHIVE}" -Xshare:auto -cp "$dir/lib/*" ${MAIN_CLASS} "$@" 2>/dev/null
`;

function javaVersion(): number {
  const text = spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr;
  return Number(/version "(\d+)/.exec(text)?.[1] ?? 0);
}

/** Fetches the server's jars with Maven, once for each pom; throws with Maven's last words. */
function fromMaven(): string {
  const pom = path.join(projectRoot(), 'test', 'support', 'time-skipping', 'pom.xml');
  const hash = createHash('sha256').update(readFileSync(pom)).update(WRAPPER).digest('hex').slice(0, 16);
  const parent = openCacheFolder(path.join(cacheFolder(), 'time-skipping'));
  const folder = path.join(parent, hash);
  if (!existsSync(folder)) {
    const draft = mkdtempSync(`${folder}-new-`);
    const goal = [
      'dependency:copy-dependencies',
      `-DoutputDirectory=${path.join(draft, 'lib')}`,
      '-DincludeScope=runtime',
    ];
    const result = spawnSync('mvn', ['-q', '-B', '-f', pom, ...goal], { encoding: 'utf8' });
    if (result.status !== 0) {
      rmSync(draft, { recursive: true, force: true });
      throw new Error(result.stdout.trim().split('\n')[0] ?? 'mvn failed');
    }
    writeFileSync(path.join(draft, 'server'), WRAPPER, { mode: 0o755 });
    try {
      renameSync(draft, folder);
    } catch {
      // Another run was faster.
      rmSync(draft, { recursive: true, force: true });
    }
  }
  archiveClasses(folder);
  return path.join(folder, 'server');
}

function whyNotMaven(): string | undefined {
  if (javaVersion() < 17) return 'no Java 17';
  return spawnSync('mvn', ['-v']).status === 0 ? undefined : 'no Maven';
}

/**
 * The server that skips time: the one from Maven Central, else the one that the SDK downloads. In CI (CI=true) none is
 * a failure; elsewhere the suites that need it are skipped, with a line that says what to install.
 */
export async function findTimeSkippingServer(report: Report): Promise<TimeSkippingServer> {
  let reason = whyNotMaven();
  if (reason === undefined) {
    try {
      return { path: fromMaven() };
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  try {
    await (await TestWorkflowEnvironment.createTimeSkipping()).teardown();
    return {};
  } catch {
    const missing = `the server that skips time is not to be had: ${reason}, and the SDK could not download its own`;
    report.line(`  tests: SKIPPED are the suites on deadlines: ${missing}. Install Java 17 and Maven.`);
    if (process.env['CI'] === 'true') throw new Error(missing);
    return { missing };
  }
}
