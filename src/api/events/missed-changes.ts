import {
  isWithin,
  type ChangePosition,
  type ChangeReader,
  type ChangeScope,
  type ReadChange,
} from '../../ports/change-reader';

const PAGE = 500;

/** Beyond this many it is less work to read everything anew. */
const MOST = 2_000;

export interface Missed {
  readonly items: readonly ReadChange[];
  /** There were too many to tell. */
  readonly isTooMuch: boolean;
  readonly position: ChangePosition;
}

/** What somebody who stood at `from` has missed; some of it may have been told before. */
export async function missedChanges(reader: ChangeReader, scope: ChangeScope, from: ChangePosition): Promise<Missed> {
  const seen: ReadChange[] = [];
  for (;;) {
    const told = seen.map(({ eventId }) => eventId);
    const { items, position } = await reader.read({ from, told, limit: PAGE, shopId: scope.shopId });
    seen.push(...items);
    if (items.length < PAGE)
      return { items: seen.filter((change) => isWithin(scope, change)), isTooMuch: false, position };
    if (seen.length >= MOST) return { items: [], isTooMuch: true, position };
  }
}
