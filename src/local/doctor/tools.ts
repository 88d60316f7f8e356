import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cachedServer } from '../temporal/built-server';
import { findGo, requiredGo, whyGoWontDo } from '../temporal/go';
import type { Finding } from './finding';

function says(command: string, args: string[], pattern: RegExp): string | undefined {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: '/' });
  return pattern.exec(`${stdout}${stderr}`)?.[1];
}

/** Whether this Node is one that Rescind runs on. */
export function checkNode(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = (major === 20 && minor >= 20) || (major > 20 && major < 25);
  const detail = fits ? version : `${version}; Rescind is made for 20.20 to 24: install one of them`;
  return { part: 'Node.js', state: fits ? 'ok' : 'problem', detail };
}

/** Go, which is needed once, to build the Temporal server. */
export function checkGo(root: string): Finding {
  const go = findGo();
  const required = requiredGo(readFileSync(path.join(root, 'temporal-config', 'dev-server', 'go.mod'), 'utf8'));
  const reason = whyGoWontDo(go, required);
  const isBuilt = cachedServer(root) !== undefined;
  const need = isBuilt ? 'not needed any more: the server is built' : 'builds the Temporal server, once';
  return {
    part: 'Go',
    state: reason === undefined || isBuilt ? 'ok' : 'note',
    detail: `${reason ?? go?.version ?? ''} (${need})`,
  };
}

/** Java and Maven, which only the tests on deadlines need. */
export function checkTestTools(): Finding[] {
  const java = says('java', ['-version'], /version "([^"]+)"/);
  const maven = says('mvn', ['-v'], /Apache Maven ([\d.]+)/);
  const javaFits = Number(java?.split('.')[0] ?? 0) >= 17;
  const missing = (what: string) => `${what}; tests on deadlines then use the server that the Temporal SDK downloads`;
  return [
    {
      part: 'Java',
      state: javaFits ? 'ok' : 'note',
      detail: javaFits ? (java ?? '') : missing(`${java ?? 'none'}, 17 is wanted`),
    },
    { part: 'Maven', state: maven === undefined ? 'note' : 'ok', detail: maven ?? missing('none') },
  ];
}
