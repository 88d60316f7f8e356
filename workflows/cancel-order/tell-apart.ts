import { fitSummary } from '../../src/domain/explain/summary-fit';

/**
 * Makes a summary unique within one history: at most 120 characters and 200 bytes, free of
 * what the Web UI would take for markup.
 */
export type TellApart = (summary: string) => string;

/** A step may run again, and people ask the same thing twice: the second of the same words ends in ", 2". */
export function createTellApart(): TellApart {
  const seen = new Map<string, number>();
  const next = (summary: string): string => {
    const nth = (seen.get(summary) ?? 0) + 1;
    seen.set(summary, nth);
    return nth === 1 ? fitSummary(summary) : fitSummary(summary, `, ${nth}`);
  };
  const given = new Set<string>();
  return (summary) => {
    let told = next(summary);
    while (given.has(told)) told = next(summary);
    given.add(told);
    return told;
  };
}
