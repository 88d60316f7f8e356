import type { ListSort } from '../../../ports/cancellation-reader';

/** A place in a list's order: the instant that it goes by, and the id that tells those of one instant apart. */
export interface ListPlace {
  /** ISO 8601; `infinity` where there is no deadline. */
  readonly at: string;
  readonly id: string;
}

/** What stands for "no deadline": later than any. */
export const NO_DEADLINE = 'infinity';

/** A place as a cursor. It says which order it is a place in, so that it is none in another. */
export function cursorOf(sort: ListSort, { at, id }: ListPlace): string {
  return Buffer.from(JSON.stringify([sort, at, id])).toString('base64url');
}

/** The place that a cursor means; undefined for one that can't be read or belongs to another order: the list begins anew. */
export function placeOf(sort: ListSort, cursor: string): ListPlace | undefined {
  try {
    const read = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    const [of, at, id] = Array.isArray(read) ? (read as unknown[]) : [];
    if (of !== sort || typeof at !== 'string' || typeof id !== 'string') return undefined;
    const isPlace = (sort === 'deadline' && at === NO_DEADLINE) || /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at);
    return isPlace && !id.includes('\0') && (at === NO_DEADLINE || Number.isFinite(Date.parse(at)))
      ? { at, id }
      : undefined;
  } catch {
    return undefined;
  }
}
