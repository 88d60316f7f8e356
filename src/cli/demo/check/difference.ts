/** One figure that is not what it must be. */
export interface Difference {
  readonly id: string;
  readonly expected: string;
  readonly found: string;
}

/** What was compared, and all that differs. */
export interface Check {
  readonly name: string;
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** Compares two books by id; what only one of them has differs too. */
export function compare(
  name: string,
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): Check {
  const ids = [...new Set([...expected.keys(), ...found.keys()])].sort();
  const differences = ids.flatMap((id) => {
    const figures = { expected: expected.get(id) ?? 'nothing', found: found.get(id) ?? 'nothing' };
    return figures.expected === figures.found ? [] : [{ id, ...figures }];
  });
  return { name, compared: ids.length, differences };
}
