import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { type LocalSettings, readLocalSettings } from '../config/local-settings';
import { readSettings } from '../config/settings';
import { ourIds } from './account-ids';
import { checkChannels } from './doctor/channels';
import { checkDatabase } from './doctor/database';
import { type Finding, finding } from './doctor/finding';
import { checkMail } from './doctor/mail';
import { checkRunning } from './doctor/running';
import { checkTemporal } from './doctor/temporal';
import { checkGo, checkNode, checkTestTools } from './doctor/tools';
import { openStateFolder, projectRoot } from './folders';

/** What `rescind doctor` found. */
export interface Diagnosis {
  findings: Finding[];
  /** False when a problem would keep `npm start` from working. */
  ok: boolean;
}

async function checkStateFolder(stateFolder: string): Promise<Finding> {
  return finding('Data folder', () => {
    if (!existsSync(stateFolder))
      return Promise.resolve({ state: 'ok', detail: `${stateFolder}, made at the first start` });
    openStateFolder(stateFolder);
    const { uid } = lstatSync(stateFolder);
    return Promise.resolve({ state: 'ok', detail: `${stateFolder}, of uid ${uid} (this is uid ${ourIds().uid})` });
  });
}

async function environment(read: () => LocalSettings): Promise<{ settings: LocalSettings; findings: Finding[] }> {
  let settings: LocalSettings = { apiPort: 3000 };
  const found = await finding('Environment', () => {
    settings = read();
    return Promise.resolve({ state: 'ok', detail: 'usable' });
  });
  return { settings, findings: found.state === 'ok' ? [] : [found] };
}

/**
 * Says which part is used from where, its version, and what is wrong. It starts nothing and
 * changes nothing but missing library links.
 */
export async function doctor(env: NodeJS.ProcessEnv = process.env): Promise<Diagnosis> {
  const root = projectRoot();
  const stateFolder = path.join(root, '.rescind');
  const { settings, findings } = await environment(() => readLocalSettings(env));
  const address = settings.temporalAddress ?? '127.0.0.1:7233';
  const { temporal: target } = readSettings({
    DATABASE_URL: 'postgres://unused',
    ...pick(env),
    TEMPORAL_ADDRESS: address,
  });
  findings.push(
    checkNode(),
    await checkStateFolder(stateFolder),
    await checkDatabase(root, settings, stateFolder),
    ...(await checkTemporal(root, settings, { stateFolder, target })),
    checkGo(root),
    ...checkTestTools(),
    ...(await checkChannels(env)),
    await checkMail(env),
    ...(await checkRunning(stateFolder)),
  );
  return { findings, ok: findings.every(({ state }) => state !== 'problem') };
}

/** The variables that say how to reach Temporal. */
function pick(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('TEMPORAL_')));
}

const MARKS = { ok: 'ok  ', note: 'note', problem: 'BAD ' };

/** The diagnosis as lines for a terminal. */
export function describeDiagnosis({ findings, ok }: Diagnosis): string[] {
  const width = Math.max(...findings.map(({ part }) => part.length));
  const lines = findings.map(({ part, state, detail }) => `${MARKS[state]}  ${part.padEnd(width)}  ${detail}`);
  return [...lines, '', ok ? 'npm start can work.' : 'npm start can not work until what is marked BAD is mended.'];
}
