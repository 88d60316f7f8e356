import type { LocalSettings } from '../../config/local-settings';
import type { TemporalTarget } from '../../../temporal-config/connection';
import { checkCluster } from '../temporal/check-cluster';
import { lastWay, examineWays } from '../temporal/ways';
import { type Finding, finding } from './finding';

/** Each way to Temporal: the first that is usable is used, the others are passed over, with the reason. */
export async function checkTemporal(
  root: string,
  settings: LocalSettings,
  { stateFolder, target }: { stateFolder: string; target: TemporalTarget },
): Promise<Finding[]> {
  const ways = examineWays(root, settings, stateFolder);
  const used = ways.find(({ usable }) => usable)?.way;
  const remembered = lastWay(stateFolder);
  return Promise.all(
    ways.map(({ way, usable, note }) =>
      finding(`Temporal: ${way}`, async () => {
        if (way === used && way === 'address') await checkCluster(target);
        const because = way === remembered ? '; it holds the workflows of earlier starts' : '';
        if (way === used) return { state: 'ok', detail: `used: ${note}${because}` };
        if (settings.forcedWay === way) return { state: 'problem', detail: `RESCIND_TEMPORAL=${way}, but ${note}` };
        return { state: 'ok', detail: usable ? `not needed (${note})` : `passed over: ${note}` };
      }),
    ),
  );
}
