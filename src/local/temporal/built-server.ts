import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, openCacheFolder } from '../folders';
import type { Report } from '../report';
import { buildProgram } from './go-build';
import { findGo, requiredGo, whyGoWontDo } from './go';

/** The programs of a real Temporal server, built from pinned modules. */
export interface BuiltServer {
  server: string;
  sqlTool: string;
  ui: string;
}

const PROGRAMS = [
  { file: 'temporal-server', module: 'go.temporal.io/server/cmd/server', label: 'Temporal server' },
  { file: 'temporal-sql-tool', module: 'go.temporal.io/server/cmd/tools/sql', label: 'its schema tool' },
  { file: 'temporal-ui', module: 'github.com/temporalio/ui-server/v2/cmd/server', label: 'Temporal Web UI' },
];

const moduleFolder = (root: string) => path.join(root, 'temporal-config', 'dev-server');

/** Where the build of exactly these modules for this platform belongs. */
function buildFolder(root: string): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(path.join(moduleFolder(root), file)));
  const key = `${hash.digest('hex').slice(0, 16)}-${process.platform}-${process.arch}`;
  return path.join(cacheFolder(), 'temporal', key);
}

function programsIn(folder: string): BuiltServer {
  const [server = '', sqlTool = '', ui = ''] = PROGRAMS.map(({ file }) => path.join(folder, file));
  return { server, sqlTool, ui };
}

/** The server as built by an earlier start; undefined when it was never built from these modules. */
export function cachedServer(root: string): BuiltServer | undefined {
  const folder = buildFolder(root);
  return existsSync(folder) ? programsIn(folder) : undefined;
}

/** Why the server can't be had this way, as half a sentence; undefined when it is built or can be. */
export function whyNotBuilt(root: string): string | undefined {
  if (cachedServer(root) !== undefined) return undefined;
  return whyGoWontDo(findGo(), requiredGo(readFileSync(path.join(moduleFolder(root), 'go.mod'), 'utf8')));
}

/** The version of the server that the pinned modules name. */
export function builtServerVersion(root: string): string {
  const goMod = readFileSync(path.join(moduleFolder(root), 'go.mod'), 'utf8');
  return /^\s*go\.temporal\.io\/server v(\S+)/m.exec(goMod)?.[1] ?? 'unknown';
}

/** Removes what builds left whose process is gone. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /\.building-(\d+)-/.exec(name)?.[1];
    if (pid === undefined) continue;
    try {
      process.kill(Number(pid), 0);
    } catch {
      rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
}

/**
 * The built server: from the cache, else built now (minutes, with a line that shows progress). Two builds at once don't
 * disturb each other: each works in a folder of its own, and the first to finish wins.
 * @throws {LocalSetupError} GO_BUILD_FAILED with the last lines of the build.
 */
export async function buildServer(
  root: string,
  { report, signal }: { report: Report; signal?: AbortSignal },
): Promise<BuiltServer> {
  const cached = cachedServer(root);
  if (cached !== undefined) return cached;
  const folder = buildFolder(root);
  const parent = openCacheFolder(path.dirname(folder));
  removeAbandoned(parent);
  const draft = mkdtempSync(`${folder}.building-${process.pid}-`);
  try {
    for (const [index, { file, module, label }] of PROGRAMS.entries()) {
      await buildProgram(
        {
          module,
          cwd: moduleFolder(root),
          output: path.join(draft, file),
          label: `${label} (${index + 1} of ${PROGRAMS.length})`,
        },
        { report, ...(signal === undefined ? {} : { signal }) },
      );
    }
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return programsIn(folder);
}
