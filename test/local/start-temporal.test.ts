import type { LocalSettings } from '../../src/config/local-settings';
import { projectRoot } from '../../src/local/folders';
import { startTemporal } from '../../src/local/temporal/start-temporal';
import { lastWay, rememberWay } from '../../src/local/temporal/ways';
import { testNamespace } from '../support/temporal-environment';
import { temporaryFolder } from '../support/temporary-folder';

const before = { ...process.env };

afterEach(() => {
  process.env['PATH'] = before['PATH'];
  process.env['XDG_CACHE_HOME'] = before['XDG_CACHE_HOME'];
  if (before['XDG_CACHE_HOME'] === undefined) delete process.env['XDG_CACHE_HOME'];
});

/** A machine with no program on the PATH, and nothing built before. */
function bareMachine(cache: string): void {
  process.env['PATH'] = '/nowhere';
  process.env['XDG_CACHE_HOME'] = cache;
}

function start(stateFolder: string, settings: Partial<LocalSettings>, address = '127.0.0.1:1') {
  const lines: string[] = [];
  return {
    lines,
    running: startTemporal({
      root: projectRoot(),
      stateFolder,
      settings: { apiPort: 3000, ...settings },
      target: { address, namespace: 'rescind' },
      databases: () => Promise.reject(new Error('No database is needed')),
      launch: () => {
        throw new Error('Nothing is launched');
      },
      report: { line: (text) => lines.push(text), running: () => undefined },
      signal: new AbortController().signal,
    }),
  };
}

describe('startTemporal', () => {
  it.each([
    ['cli', /no temporal CLI on the PATH/],
    ['built', /no Go on the PATH \(go\.mod asks for 1\.\d+/],
    ['address', /TEMPORAL_ADDRESS is not set/],
  ] as const)('says why the forced way "%s" can not be gone, and what else would do', async (way, reason) => {
    using folder = temporaryFolder();
    bareMachine(folder.path);
    const { running, lines } = start(folder.path, { forcedWay: way });
    const failure: unknown = await running.catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'NO_TEMPORAL', message: expect.stringMatching(reason) as string });
    expect(String(failure)).toMatch(/TEMPORAL_ADDRESS.*temporal CLI.*Go.*network/s);
    expect(lines.join('\n')).toMatch(reason);
  });

  it('uses a cluster that is given, and keeps in mind which store its own workflows are in', async () => {
    using folder = temporaryFolder();
    rememberWay(folder.path, 'built');
    const { address, namespace } = await testNamespace();
    const options = start(folder.path, { temporalAddress: address }, address);
    await expect(options.running).rejects.toMatchObject({ code: 'NAMESPACE_MISSING' });
    expect(namespace).not.toBe('rescind');
    expect(lastWay(folder.path)).toBe('built');
  });
});
