import type { Scene } from './engine-scene';
import { waitFor } from './wait-for';

/** Until an activity of this type is under way in its nth attempt, or a later one. */
export async function underWay({ handle }: Scene, activity: string, attempt = 1): Promise<void> {
  await waitFor(`attempt ${attempt} of ${activity}`, async () => {
    const described = await handle.describe().catch(() => undefined);
    const pending = described?.raw.pendingActivities?.find(({ activityType }) => activityType?.name === activity);
    return (pending?.attempt ?? 0) >= attempt ? true : undefined;
  });
}
