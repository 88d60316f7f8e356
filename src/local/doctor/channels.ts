import { openDatabase } from '../../adapters/persistence/database';
import { openChannels } from '../../adapters/refund/open-channels';
import type { Environment } from '../../adapters/refund/open-channel';
import type { Finding } from './finding';

/** Which refund channels are on, and what the others lack. Names of variables only, never a value. */
export async function checkChannels(env: Environment): Promise<Finding[]> {
  // Never connected to: opening a channel asks nothing of the database.
  const db = openDatabase('postgres://127.0.0.1/unused');
  const { channels, off, bad } = openChannels(env, db);
  await db.destroy();
  const part = (channel: string) => `Refunds by ${channel}`;
  return [
    ...[...channels.keys()].map((channel): Finding => ({ part: part(channel), state: 'ok', detail: 'on' })),
    ...off.map(({ channel, missing }): Finding => ({
      part: part(channel),
      state: 'note',
      detail: `off: set ${missing.join(', ')} (see ${pageOf(channel)})`,
    })),
    ...bad.map(({ channel, problems }): Finding => ({
      part: part(channel),
      state: 'problem',
      detail: problems.map(({ name, problem }) => `${name} ${problem}`).join('; '),
    })),
  ];
}

/** The sandbox is no channel of anybody's money: npm start switches it on by itself. */
function pageOf(channel: string): string {
  return channel === 'sandbox' ? 'docs/sandbox.md' : `docs/channels/${channel}.md`;
}
