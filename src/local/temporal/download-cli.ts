import { readdirSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, openCacheFolder } from '../folders';
import { LocalSetupError } from '../local-setup-error';
import type { Report } from '../report';
import { type TemporalCli, findCli } from './cli';

const folderOfDownloads = () => path.join(cacheFolder(), 'temporal-cli');

/** The CLI that an earlier start downloaded. */
export function downloadedCli(): TemporalCli | undefined {
  try {
    const name = readdirSync(folderOfDownloads()).find((file) => file.startsWith('temporal-sdk-typescript-'));
    return name === undefined ? undefined : findCli(path.join(folderOfDownloads(), name));
  } catch {
    return undefined;
  }
}

/**
 * Has the Temporal SDK download its CLI into the user's cache folder (once). The SDK can only download by starting a
 * server, which is stopped again at once.
 * @throws {LocalSetupError} TEMPORAL_DOWNLOAD_FAILED
 */
export async function downloadCli(report: Report): Promise<TemporalCli> {
  const earlier = downloadedCli();
  if (earlier !== undefined) return earlier;
  const downloadDir = openCacheFolder(folderOfDownloads());
  report.line('  downloading the Temporal CLI');
  let reason = 'nothing arrived';
  try {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const executable = { type: 'cached-download' as const, downloadDir };
    await (await TestWorkflowEnvironment.createLocal({ server: { executable } })).teardown();
  } catch (error) {
    // The SDK also throws when the server it downloaded took more than 5 s to start: what counts is the file.
    reason = error instanceof Error ? error.message : String(error);
  }
  const cli = downloadedCli();
  if (cli !== undefined) return cli;
  throw new LocalSetupError('TEMPORAL_DOWNLOAD_FAILED', `the Temporal CLI could not be downloaded: ${reason}`);
}
