import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type LocalSettings, TEMPORAL_WAYS, type TemporalWay } from '../../config/local-settings';
import { builtServerVersion, cachedServer, whyNotBuilt } from './built-server';
import { findCli } from './cli';
import { downloadedCli } from './download-cli';

/** What is known of one way before it is tried. */
export interface WayFinding {
  way: TemporalWay;
  usable: boolean;
  /** What it would be, or why it is passed over. */
  note: string;
}

const fileOfLastWay = (stateFolder: string) => path.join(stateFolder, 'temporal-way');

/** The way of the earlier starts: their workflows are in its store. */
export function lastWay(stateFolder: string): TemporalWay | undefined {
  try {
    const text = readFileSync(fileOfLastWay(stateFolder), 'utf8').trim();
    return TEMPORAL_WAYS.find((way) => way === text);
  } catch {
    return undefined;
  }
}

/** Keeps the way for the next start. */
export function rememberWay(stateFolder: string, way: TemporalWay): void {
  if (way !== 'address') writeFileSync(fileOfLastWay(stateFolder), `${way}\n`, { mode: 0o600 });
}

function examine(way: TemporalWay, { root, settings }: { root: string; settings: LocalSettings }): WayFinding {
  switch (way) {
    case 'address': {
      const address = settings.temporalAddress;
      return { way, usable: address !== undefined, note: address ?? 'TEMPORAL_ADDRESS is not set' };
    }
    case 'cli': {
      const cli = findCli();
      return { way, usable: cli !== undefined, note: cli?.version ?? 'no temporal CLI on the PATH' };
    }
    case 'built': {
      const reason = whyNotBuilt(root);
      const state = cachedServer(root) === undefined ? 'to be built once, a few minutes' : 'built';
      return { way, usable: reason === undefined, note: reason ?? `server ${builtServerVersion(root)}, ${state}` };
    }
    case 'download': {
      const cli = downloadedCli();
      return { way, usable: true, note: cli === undefined ? 'the CLI, to be downloaded' : `the CLI, ${cli.version}` };
    }
  }
}

/**
 * Which ways to try, in this order: the forced one alone, else an address, the way that holds the
 * earlier starts' workflows, the rest.
 */
export function orderOfWays(settings: LocalSettings, last: TemporalWay | undefined): TemporalWay[] {
  if (settings.forcedWay !== undefined) return [settings.forcedWay];
  const first = ['address', ...(last === undefined ? [] : [last])] as const;
  return [...new Set<TemporalWay>([...first, ...TEMPORAL_WAYS])];
}

/** Looks at every way that may be tried, without starting anything. */
export function examineWays(root: string, settings: LocalSettings, stateFolder: string): WayFinding[] {
  return orderOfWays(settings, lastWay(stateFolder)).map((way) => examine(way, { root, settings }));
}
