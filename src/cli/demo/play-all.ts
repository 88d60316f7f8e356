import type { Database } from '../../adapters/persistence/database';
import type { Runtime } from '../../local/runtime-file';
import { openCancellationsDoor } from '../open-cancellations-door';
import { switchOff, switchOn } from '../sandboxes/faults';
import { ensureShopKey } from '../shop-key';
import { atOnce } from './at-once';
import { play, type Played } from './play';
import type { DemoRole } from './role';

const CONCURRENCY = 16;

export interface Playing {
  readonly shopId: string;
  readonly roles: readonly DemoRole[];
  readonly onProgress: (done: number, note: string) => void;
}

/** Plays all roles, sixteen at a time, with the provider failing where they say so. */
export async function playAll(
  db: Database,
  runtime: Runtime,
  { shopId, roles, onProgress }: Playing,
): Promise<Played[]> {
  const { payments } = runtime.sandboxes;
  const key = await ensureShopKey(db, runtime, shopId);
  const door = openCancellationsDoor(runtime, { shopId, key });
  const states = new Map<string, number>();
  let done = 0;
  try {
    await switchOn(
      payments,
      roles.flatMap(({ fault }) => fault ?? []),
    );
    return await atOnce(roles, CONCURRENCY, async (role) => {
      const result = await play(door.cancellations, role);
      states.set(result.state, (states.get(result.state) ?? 0) + 1);
      onProgress((done += 1), [...states].map(([state, count]) => `${state} ${count}`).join(', '));
      return result;
    });
  } finally {
    await switchOff(payments);
    await door.close();
  }
}
